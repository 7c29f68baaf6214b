package terraform

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/structure"
)

// IAM keeps this many versions of a policy.
const maxVersions = 5

// As upstream, internal/service/iam/policy.go.
func policy() *schema.Resource {
	properties := named(128)
	properties["arn"] = computed(schema.TypeString)
	properties["attachment_count"] = computed(schema.TypeInt)
	properties["delay_after_policy_creation_in_ms"] = optional(schema.TypeInt)
	properties["description"] = &schema.Schema{Type: schema.TypeString, Optional: true, ForceNew: true}
	properties["path"] = &schema.Schema{Type: schema.TypeString, Optional: true, Default: "/", ForceNew: true}
	properties["policy"] = document()
	properties["policy_id"] = computed(schema.TypeString)

	resource := &schema.Resource{
		Schema:               properties,
		CreateWithoutTimeout: createPolicy,
		ReadWithoutTimeout:   readPolicy,
		UpdateWithoutTimeout: updatePolicy,
		DeleteWithoutTimeout: deletePolicy,
		Importer:             &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext},
	}
	return withTags(resource, tagging{
		kind:       "IAM (Identity & Access Management) Policy",
		identifier: "arn",
		remove: func(ctx context.Context, client *iam.Client, arn string, keys []string) error {
			_, err := client.UntagPolicy(ctx, &iam.UntagPolicyInput{PolicyArn: &arn, TagKeys: keys})
			return err
		},
		put: func(ctx context.Context, client *iam.Client, arn string, tags []types.Tag) error {
			_, err := client.TagPolicy(ctx, &iam.TagPolicyInput{PolicyArn: &arn, Tags: tags})
			return err
		},
		list: func(ctx context.Context, client *iam.Client, arn string) (tags []types.Tag, _ error) {
			pages := iam.NewListPolicyTagsPaginator(client, &iam.ListPolicyTagsInput{PolicyArn: &arn})
			for pages.HasMorePages() {
				page, err := pages.NextPage(ctx)
				if err != nil {
					return nil, err
				}
				tags = append(tags, page.Tags...)
			}
			return tags, nil
		},
	})
}

func computed(kind schema.ValueType) *schema.Schema {
	return &schema.Schema{Type: kind, Computed: true}
}

func createPolicy(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	text, err := structure.NormalizeJsonString(d.Get("policy").(string))
	if err != nil {
		return diag.Errorf("policy (%s) is invalid JSON: %s", text, err)
	}
	name := nameOf(d)
	created, err := clientOf(meta).CreatePolicy(ctx, &iam.CreatePolicyInput{
		PolicyName:     &name,
		Description:    aws.String(d.Get("description").(string)),
		Path:           aws.String(d.Get("path").(string)),
		PolicyDocument: &text,
		Tags:           newTags(d),
	})
	if err != nil {
		return diag.Errorf("creating IAM Policy (%s): %s", name, err)
	}
	d.SetId(aws.ToString(created.Policy.Arn))
	return readPolicy(ctx, d, meta)
}

func readPolicy(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	type found struct {
		policy  *types.Policy
		version *types.PolicyVersion
	}
	client := clientOf(meta)
	it, err := retryWhile(ctx, whileNew(d), func() (found, error) {
		policy, err := client.GetPolicy(ctx, &iam.GetPolicyInput{PolicyArn: aws.String(d.Id())})
		if err != nil {
			return found{}, err
		}
		version, err := client.GetPolicyVersion(ctx, &iam.GetPolicyVersionInput{
			PolicyArn: aws.String(d.Id()),
			VersionId: policy.Policy.DefaultVersionId,
		})
		if err != nil {
			return found{}, err
		}
		return found{policy.Policy, version.PolicyVersion}, nil
	})
	if isGone(err) && !d.IsNewResource() {
		d.SetId("")
		return nil
	}
	if err != nil {
		return diag.Errorf("reading IAM Policy (%s): %s", d.Id(), err)
	}

	set(d, map[string]any{
		"arn":              it.policy.Arn,
		"attachment_count": it.policy.AttachmentCount,
		"description":      it.policy.Description,
		"name":             it.policy.PolicyName,
		"name_prefix":      prefixOf(aws.ToString(it.policy.PolicyName)),
		"path":             it.policy.Path,
		"policy_id":        it.policy.PolicyId,
	})
	setTags(d, it.policy.Tags)
	if err := setDocument(d, "policy", aws.ToString(it.version.Document)); err != nil {
		return diag.Errorf("parsing IAM Policy (%s) document: %s", d.Id(), err)
	}
	return nil
}

// What is new may not be there everywhere yet.
func whileNew(d *schema.ResourceData) func(error) bool {
	return func(err error) bool { return d.IsNewResource() && isGone(err) }
}

func updatePolicy(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if !d.HasChangesExcept("delay_after_policy_creation_in_ms", "tags", "tags_all") {
		return readPolicy(ctx, d, meta)
	}
	client := clientOf(meta)
	if err := makeRoomForVersion(ctx, client, d.Id()); err != nil {
		return diag.FromErr(err)
	}
	text, err := structure.NormalizeJsonString(d.Get("policy").(string))
	if err != nil {
		return diag.Errorf("policy (%s) is invalid JSON: %s", text, err)
	}
	delay, isDelayed := d.GetOk("delay_after_policy_creation_in_ms")
	created, err := client.CreatePolicyVersion(ctx, &iam.CreatePolicyVersionInput{
		PolicyArn:      aws.String(d.Id()),
		PolicyDocument: &text,
		SetAsDefault:   !isDelayed,
	})
	if err != nil && isDelayed {
		return diag.Errorf("creating IAM Policy (%s) version: %s", d.Id(), err)
	}
	if err != nil {
		return diag.Errorf("updating IAM Policy (%s): %s", d.Id(), err)
	}
	if isDelayed {
		time.Sleep(shortened(time.Duration(delay.(int)) * time.Millisecond))
		version := created.PolicyVersion.VersionId
		_, err := client.SetDefaultPolicyVersion(ctx, &iam.SetDefaultPolicyVersionInput{
			PolicyArn: aws.String(d.Id()),
			VersionId: version,
		})
		if err != nil {
			return diag.Errorf("setting IAM Policy (%s) default version (%s): %s", d.Id(), aws.ToString(version), err)
		}
	}
	return readPolicy(ctx, d, meta)
}

// The oldest version goes that isn't the default one, if there are as many as there may be.
func makeRoomForVersion(ctx context.Context, client *iam.Client, arn string) error {
	versions, err := versionsOf(ctx, client, arn)
	if err != nil || len(versions) < maxVersions {
		return err
	}
	var oldest *types.PolicyVersion
	for _, version := range versions {
		isOlder := oldest == nil || version.CreateDate.Before(aws.ToTime(oldest.CreateDate))
		if !version.IsDefaultVersion && isOlder {
			oldest = &version
		}
	}
	if oldest == nil {
		return nil
	}
	return deleteVersion(ctx, client, arn, oldest)
}

func deletePolicy(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	client := clientOf(meta)
	versions, err := versionsOf(ctx, client, d.Id())
	if isGone(err) {
		return nil
	}
	if err != nil {
		return diag.Errorf("reading IAM Policy (%s) versions: %s", d.Id(), err)
	}
	for _, version := range versions {
		if version.IsDefaultVersion {
			continue
		}
		if err := deleteVersion(ctx, client, d.Id(), &version); err != nil {
			return diag.FromErr(err)
		}
	}
	_, err = client.DeletePolicy(ctx, &iam.DeletePolicyInput{PolicyArn: aws.String(d.Id())})
	if unlessGone(err) != nil {
		return diag.Errorf("deleting IAM Policy (%s): %s", d.Id(), err)
	}
	return nil
}

func versionsOf(ctx context.Context, client *iam.Client, arn string) (versions []types.PolicyVersion, _ error) {
	pages := iam.NewListPolicyVersionsPaginator(client, &iam.ListPolicyVersionsInput{PolicyArn: &arn})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		versions = append(versions, page.Versions...)
	}
	return versions, nil
}

func deleteVersion(ctx context.Context, client *iam.Client, arn string, version *types.PolicyVersion) error {
	_, err := client.DeletePolicyVersion(ctx, &iam.DeletePolicyVersionInput{PolicyArn: &arn, VersionId: version.VersionId})
	if err != nil {
		return fmt.Errorf("deleting IAM Policy (%s) version (%s): %w", arn, aws.ToString(version.VersionId), err)
	}
	return nil
}
