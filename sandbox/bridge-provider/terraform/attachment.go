package terraform

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// As upstream, internal/service/iam/role_policy_attachment.go.
func attachment() *schema.Resource {
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"role":       {Type: schema.TypeString, Required: true, ForceNew: true},
			"policy_arn": {Type: schema.TypeString, Required: true, ForceNew: true, ValidateFunc: validARN},
		},
		CreateWithoutTimeout: createAttachment,
		ReadWithoutTimeout:   readAttachment,
		DeleteWithoutTimeout: func(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
			return diag.FromErr(detach(ctx, clientOf(meta), d.Get("role").(string), d.Get("policy_arn").(string)))
		},
		Importer: &schema.ResourceImporter{StateContext: importAttachment},
	}
}

func createAttachment(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	role, arn := d.Get("role").(string), d.Get("policy_arn").(string)
	if err := attach(ctx, clientOf(meta), role, arn); err != nil {
		return diag.FromErr(err)
	}
	d.SetId(role + "/" + arn)
	return readAttachment(ctx, d, meta)
}

func readAttachment(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	role, arn := d.Get("role").(string), d.Get("policy_arn").(string)
	_, err := retryWhile(ctx, whileNew(d), func() (bool, error) {
		arns, err := attachedTo(ctx, clientOf(meta), role)
		if err == nil && !slices.Contains(arns, arn) {
			err = errAbsent
		}
		return err == nil, err
	})
	if isGone(err) && !d.IsNewResource() {
		d.SetId("")
		return nil
	}
	if err != nil {
		return diag.Errorf("reading IAM Role Policy Attachment (%s:%s): %s", role, arn, err)
	}
	return nil
}

func importAttachment(_ context.Context, d *schema.ResourceData, _ any) ([]*schema.ResourceData, error) {
	role, arn, _ := strings.Cut(d.Id(), "/")
	if role == "" || arn == "" {
		return nil, fmt.Errorf("unexpected format for Import ID (%q), expected <role-name>/<policy_arn>", d.Id())
	}
	set(d, map[string]any{"role": role, "policy_arn": arn})
	return []*schema.ResourceData{d}, nil
}

func attach(ctx context.Context, client *iam.Client, role, arn string) error {
	_, err := retryWhile(ctx, isConcurrent, func() (*iam.AttachRolePolicyOutput, error) {
		return client.AttachRolePolicy(ctx, &iam.AttachRolePolicyInput{RoleName: &role, PolicyArn: &arn})
	})
	if err != nil {
		return fmt.Errorf("attaching IAM Policy (%s) to IAM Role (%s): %w", arn, role, err)
	}
	return nil
}

func detach(ctx context.Context, client *iam.Client, role, arn string) error {
	_, err := retryWhile(ctx, isConcurrent, func() (*iam.DetachRolePolicyOutput, error) {
		return client.DetachRolePolicy(ctx, &iam.DetachRolePolicyInput{RoleName: &role, PolicyArn: &arn})
	})
	if unlessGone(err) != nil {
		return fmt.Errorf("detaching IAM Policy (%s) from IAM Role (%s): %w", arn, role, err)
	}
	return nil
}

func attachedTo(ctx context.Context, client *iam.Client, role string) (arns []string, _ error) {
	pages := iam.NewListAttachedRolePoliciesPaginator(client, &iam.ListAttachedRolePoliciesInput{RoleName: &role})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, policy := range page.AttachedPolicies {
			arns = append(arns, aws.ToString(policy.PolicyArn))
		}
	}
	return arns, nil
}
