// Package bridge is what pulumi/pulumi-aws adds to the Terraform provider: names, defaults, checks of the configuration.
package bridge

import (
	"encoding/json"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"

	"model-deployment-iam/sandbox/bridge-provider/terraform"
)

// Version must be the one of @pulumi/aws in package.json: the engine looks for a provider of the version of the SDK.
const Version = "7.48.0"

// Provider describes the resources as pulumi-aws does (provider/resources.go, provider/resource_overrides.go).
func Provider() tfbridge.ProviderInfo {
	return tfbridge.ProviderInfo{
		P:       shimv2.NewProvider(terraform.Provider()),
		Name:    "aws",
		Version: Version,
		Config: map[string]*tfbridge.SchemaInfo{
			"region":                      {Default: &tfbridge.DefaultInfo{EnvVars: []string{"AWS_REGION", "AWS_DEFAULT_REGION"}}},
			"skip_region_validation":      {Default: &tfbridge.DefaultInfo{Value: true}},
			"skip_credentials_validation": {Default: &tfbridge.DefaultInfo{Value: false}},
			"access_key":                  {Secret: tfbridge.True()},
			"secret_key":                  {Secret: tfbridge.True()},
			"token":                       {Secret: tfbridge.True()},
		},
		PreConfigureCallback: checkCredentialsOnce(),
		Resources: map[string]*tfbridge.ResourceInfo{
			"aws_iam_policy": {
				Tok: "aws:iam/policy:Policy",
				Fields: map[string]*tfbridge.SchemaInfo{
					"name":     tfbridge.AutoName("name", 255, "-"),
					"policy":   document(),
					"tags_all": onlyComputed(),
				},
				PreCheckCallback: applyTags,
			},
			"aws_iam_role": {
				Tok: "aws:iam/role:Role",
				Fields: map[string]*tfbridge.SchemaInfo{
					"name":               tfbridge.AutoName("name", 64, "-"),
					"assume_role_policy": document(),
					"tags_all":           onlyComputed(),
				},
				PreCheckCallback: applyTags,
			},
			"aws_iam_role_policy_attachment": {
				Tok: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
				Fields: map[string]*tfbridge.SchemaInfo{
					"role":       {Type: "string"},
					"policy_arn": {Name: "policyArn"},
				},
				// To create first and delete then would delete what was just created: it is the same attachment.
				DeleteBeforeReplace: true,
			},
		},
		EnableAccurateBridgePreview: true,
		EnableRawStateDelta:         true,
	}
}

// A document may be given as an object as well.
func document() *tfbridge.SchemaInfo {
	return &tfbridge.SchemaInfo{Type: "string", Transform: tfbridge.TransformJSONDocument}
}

// Users can't set it, though Terraform's schema has it as optional: applyTags does.
func onlyComputed() *tfbridge.SchemaInfo {
	return &tfbridge.SchemaInfo{MarkAsComputedOnly: tfbridge.True(), MarkAsOptional: tfbridge.False()}
}

// PackageSchema is what the engine gets that asks for the types. Programs in TypeScript ask for none; programs in YAML do,
// which the sandbox runs on its other provider.
func PackageSchema() []byte {
	schema, err := json.Marshal(map[string]any{
		"name":     "aws",
		"version":  Version,
		"provider": map[string]any{"inputProperties": map[string]any{"region": map[string]string{"type": "string"}}},
	})
	if err != nil {
		panic(err)
	}
	return schema
}
