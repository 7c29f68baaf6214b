/**
 * How long the body of a comment may be: GitHub answers "Body is too long (maximum is 65536 characters)" with status 422.
 * Its documentation names no number, and not the unit: a body that keeps within it counted in UTF-8 bytes is safe either way.
 */
export const MAX_COMMENT_LENGTH = 65_536;
