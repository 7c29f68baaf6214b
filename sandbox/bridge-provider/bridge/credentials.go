package bridge

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"

	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"model-deployment-iam/sandbox/bridge-provider/terraform"
)

// What pulumi-aws says when there is no way in; each text goes on with advice that has no bearing here
// (provider/errors/*.txt). The first sentence is theirs, because programs look for it.
const (
	noRegion = "Missing region information\n" +
		"Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`."
	noCredentials      = "No valid credential sources found.\n" + seeDocumentation
	invalidCredentials = "The configured AWS credentials are invalid or have expired.\n" + seeDocumentation
	seeDocumentation   = "Please see https://www.pulumi.com/registry/packages/aws/installation-configuration/ " +
		"for more information about providing credentials."
)

// checkCredentialsOnce looks whether the credentials are any good before the Terraform provider is configured, once in the
// life of the process, unless told not to (pulumi-aws, provider/config.go).
func checkCredentialsOnce() func(resource.PropertyMap, shim.ResourceConfig) error {
	var done atomic.Bool
	return func(config resource.PropertyMap, _ shim.ResourceConfig) error {
		if isSkipped(config) || !done.CompareAndSwap(false, true) {
			return nil
		}
		return checkCredentials(config)
	}
}

func isSkipped(config resource.PropertyMap) bool {
	if skip, ok := config["skipCredentialsValidation"]; ok && skip.IsBool() {
		return skip.BoolValue()
	}
	return strings.EqualFold(os.Getenv("AWS_SKIP_CREDENTIALS_VALIDATION"), "true")
}

func checkCredentials(config resource.PropertyMap) error {
	// The number of attempts is the SDK's own here (3), not the provider's.
	_, _, problems := awsbase.GetAwsConfig(context.Background(), &awsbase.Config{
		AccessKey: text(config, "accessKey", "AWS_ACCESS_KEY_ID"),
		SecretKey: text(config, "secretKey", "AWS_SECRET_ACCESS_KEY"),
		Token:     text(config, "token", "AWS_SESSION_TOKEN"),
		Profile:   text(config, "profile", "AWS_PROFILE"),
		Region:    text(config, "region", "AWS_REGION", "AWS_DEFAULT_REGION"),
		Backoff:   terraform.ShortenedBackoff(),

		CallerName:             "Pulumi AWS Classic",
		CallerDocumentationURL: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
	})
	if !problems.HasError() {
		return nil
	}
	reason := reasonOf(describe(problems))
	return tfbridge.CheckFailureError{Failures: []tfbridge.CheckFailureErrorElement{{Reason: reason}}}
}

func reasonOf(problem string) string {
	switch {
	case strings.Contains(problem, "Invalid Configuration: Missing Region"):
		return noRegion
	case strings.Contains(problem, "no EC2 IMDS role found"):
		return noCredentials
	// STS says of credentials that expired long ago that they are invalid.
	case strings.Contains(problem, "The security token included in the request is invalid"),
		strings.Contains(problem, "The security token included in the request is expired"):
		return invalidCredentials
	default:
		return fmt.Sprintf("unable to validate AWS credentials.\nDetails: %s\n", problem)
	}
}

func describe(problems diag.Diagnostics) string {
	var lines []string
	for _, problem := range problems {
		line := problem.Summary()
		if detail := problem.Detail(); detail != "" {
			line += ". " + detail
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func text(config resource.PropertyMap, key resource.PropertyKey, variables ...string) string {
	if value, ok := config[key]; ok && value.IsString() {
		return value.StringValue()
	}
	for _, variable := range variables {
		if value, ok := os.LookupEnv(variable); ok {
			return value
		}
	}
	return ""
}
