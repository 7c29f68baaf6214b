// Package terraform has the three resources of this project as hashicorp/terraform-provider-aws has them: the same schemas,
// calls, retries and errors. README.md tells for each where that was seen.
package terraform

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	awsdiag "github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/aws-sdk-go-base/v2/validation"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// Provider is the Terraform provider.
func Provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"access_key":                  optional(schema.TypeString),
			"secret_key":                  optional(schema.TypeString),
			"token":                       optional(schema.TypeString),
			"profile":                     optional(schema.TypeString),
			"region":                      optional(schema.TypeString),
			"allowed_account_ids":         {Type: schema.TypeSet, Optional: true, Elem: text(), ConflictsWith: []string{"forbidden_account_ids"}},
			"forbidden_account_ids":       {Type: schema.TypeSet, Optional: true, Elem: text(), ConflictsWith: []string{"allowed_account_ids"}},
			"max_retries":                 optional(schema.TypeInt),
			"retry_mode":                  optional(schema.TypeString),
			"skip_credentials_validation": optional(schema.TypeBool),
			"skip_region_validation":      optional(schema.TypeBool),
			"skip_requesting_account_id":  optional(schema.TypeBool),
		},
		ResourcesMap: map[string]*schema.Resource{
			"aws_iam_policy":                 policy(),
			"aws_iam_role":                   role(),
			"aws_iam_role_policy_attachment": attachment(),
		},
		ConfigureContextFunc: configure,
	}
}

func optional(kind schema.ValueType) *schema.Schema {
	return &schema.Schema{Type: kind, Optional: true}
}

func text() *schema.Schema { return &schema.Schema{Type: schema.TypeString} }

// configure makes the client, and looks which account the credentials are of (internal/conns/config.go).
func configure(ctx context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
	// The engine logs what a provider writes to its standard error, as a message for debugging.
	fmt.Fprintln(os.Stderr, "This is the sandbox's AWS provider on the real Pulumi bridge, not the real one.")

	settings := &awsbase.Config{
		AccessKey:               d.Get("access_key").(string),
		SecretKey:               d.Get("secret_key").(string),
		Token:                   d.Get("token").(string),
		Profile:                 d.Get("profile").(string),
		Region:                  d.Get("region").(string),
		AllowedAccountIds:       texts(d.Get("allowed_account_ids")),
		ForbiddenAccountIds:     texts(d.Get("forbidden_account_ids")),
		Backoff:                 backoff{},
		MaxBackoff:              longestBackoff,
		MaxRetries:              attempts,
		SkipRequestingAccountId: d.Get("skip_requesting_account_id").(bool),
		// The account is asked for below.
		SkipCredsValidation:    true,
		CallerName:             "Terraform AWS Provider",
		CallerDocumentationURL: "https://registry.terraform.io/providers/hashicorp/aws",
	}
	if limit, ok := d.GetOk("max_retries"); ok {
		settings.MaxRetries = limit.(int)
	}
	ctx, config, problems := awsbase.GetAwsConfig(ctx, settings)
	if problems.HasError() {
		return nil, diagnostics(problems, "%s")
	}
	if !d.Get("skip_region_validation").(bool) {
		if err := validation.SupportedRegion(config.Region); err != nil {
			return nil, diag.FromErr(err)
		}
	}
	settings.SkipCredsValidation = d.Get("skip_credentials_validation").(bool)
	account, _, problems := awsbase.GetAwsAccountIDAndPartition(ctx, config, settings)
	if problems.HasError() {
		return nil, diagnostics(problems, "Retrieving AWS account details: %s")
	}
	if err := settings.VerifyAccountIDAllowed(account); err != nil {
		return nil, diag.FromErr(err)
	}
	return iam.NewFromConfig(config), nil
}

func clientOf(meta any) *iam.Client { return meta.(*iam.Client) }

func diagnostics(problems awsdiag.Diagnostics, summary string) (result diag.Diagnostics) {
	for _, problem := range problems {
		severity := diag.Error
		if problem.Severity() == awsdiag.SeverityWarning {
			severity = diag.Warning
		}
		result = append(result, diag.Diagnostic{
			Severity: severity,
			Summary:  fmt.Sprintf(summary, problem.Summary()),
			Detail:   problem.Detail(),
		})
	}
	return result
}

func texts(set any) (result []string) {
	for _, member := range set.(*schema.Set).List() {
		result = append(result, member.(string))
	}
	return result
}
