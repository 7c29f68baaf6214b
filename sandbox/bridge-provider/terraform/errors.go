package terraform

import (
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/hashicorp/aws-sdk-go-base/v2/tfawserr"
)

// errAbsent stands for what AWS lists nowhere, though it answered.
var errAbsent = errors.New("couldn't find resource")

func isGone(err error) bool {
	return errors.Is(err, errAbsent) || is[*types.NoSuchEntityException](err)
}

func is[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

// isConcurrent goes by the code: the SDK has a type for this error, but not with attachments.
func isConcurrent(err error) bool {
	return tfawserr.ErrCodeEquals(err, (*types.ConcurrentModificationException)(nil).ErrorCode())
}

// IAM may not know a principal that was just created yet.
func isUnknownPrincipal(err error) bool {
	var malformed *types.MalformedPolicyDocumentException
	return errors.As(err, &malformed) && strings.Contains(malformed.ErrorMessage(), "Invalid principal in policy")
}

func unlessGone(err error) error {
	if isGone(err) {
		return nil
	}
	return err
}
