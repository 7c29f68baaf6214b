That is {{WHAT}}. {{FOLDERS}}, as a CloudFormation template and as a Pulumi program, which create the same: take one of them. It needs the credentials of an administrator, once, and again where a pull request changes the folder: before that is merged, because the role can't do more than its boundary.

```sh
# The name with the ids, which GitHub writes into the tokens of a repository that is new, renamed or transferred.
{{IMMUTABLE}}
# 1 where it does so already: what was created since 15 July 2026, or has chosen it. With 0 both names are trusted.
{{ONLY}}

{{CLOUDFORMATION}}
```

<details><summary>The same with Pulumi, after the first lines</summary>

```sh
{{PULUMI}}
```

</details>

If an account has GitHub's OIDC provider already, set `createOidcProvider: false` in `{{PROJENRC}}`, or `createStateBucket: false` if it has the bucket, and run `npx projen` before. **Before you rename or transfer the repository**: GitHub changes what its tokens say with it, so that no job gets in until this was done again with the new name.
