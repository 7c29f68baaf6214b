package terraform

import (
	"context"
	"errors"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/structure"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

// As upstream, internal/service/iam/role.go.
func role() *schema.Resource {
	properties := named(64)
	properties["arn"] = computed(schema.TypeString)
	properties["assume_role_policy"] = document()
	properties["create_date"] = computed(schema.TypeString)
	properties["description"] = &schema.Schema{
		Type:     schema.TypeString,
		Optional: true,
		ValidateFunc: validation.All(
			validation.StringLenBetween(0, 1000),
			validation.StringDoesNotMatch(regexp.MustCompile("[“‘]"), "cannot contain specially formatted single or double quotes: [“‘]"),
		),
	}
	properties["force_detach_policies"] = &schema.Schema{Type: schema.TypeBool, Optional: true, Default: false}
	properties["inline_policy"] = inlinePolicies()
	properties["managed_policy_arns"] = &schema.Schema{
		Type:     schema.TypeSet,
		Optional: true,
		Computed: true,
		Elem:     &schema.Schema{Type: schema.TypeString, ValidateFunc: validARN},
	}
	properties["max_session_duration"] = &schema.Schema{
		Type:         schema.TypeInt,
		Optional:     true,
		Default:      3600,
		ValidateFunc: validation.IntBetween(3600, 43200),
	}
	properties["path"] = &schema.Schema{
		Type:         schema.TypeString,
		Optional:     true,
		Default:      "/",
		ForceNew:     true,
		ValidateFunc: validation.StringLenBetween(0, 512),
	}
	properties["permissions_boundary"] = &schema.Schema{Type: schema.TypeString, Optional: true, ValidateFunc: validARN}
	properties["unique_id"] = computed(schema.TypeString)

	resource := &schema.Resource{
		Schema:               properties,
		CreateWithoutTimeout: createRole,
		ReadWithoutTimeout:   readRole,
		UpdateWithoutTimeout: updateRole,
		DeleteWithoutTimeout: deleteRole,
		Importer: &schema.ResourceImporter{
			StateContext: func(_ context.Context, d *schema.ResourceData, _ any) ([]*schema.ResourceData, error) {
				set(d, map[string]any{"force_detach_policies": false})
				return []*schema.ResourceData{d}, nil
			},
		},
	}
	return withTags(resource, tagging{
		kind:       "IAM (Identity & Access Management) Role",
		identifier: "name",
		remove: func(ctx context.Context, client *iam.Client, name string, keys []string) error {
			_, err := client.UntagRole(ctx, &iam.UntagRoleInput{RoleName: &name, TagKeys: keys})
			return err
		},
		put: func(ctx context.Context, client *iam.Client, name string, tags []types.Tag) error {
			_, err := client.TagRole(ctx, &iam.TagRoleInput{RoleName: &name, Tags: tags})
			return err
		},
		list: func(ctx context.Context, client *iam.Client, name string) (tags []types.Tag, _ error) {
			pages := iam.NewListRoleTagsPaginator(client, &iam.ListRoleTagsInput{RoleName: &name})
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

func createRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	trust, err := structure.NormalizeJsonString(d.Get("assume_role_policy").(string))
	if err != nil {
		return diag.Errorf("assume_role_policy (%s) is invalid JSON: %s", trust, err)
	}
	client, name := clientOf(meta), nameOf(d)
	input := &iam.CreateRoleInput{
		RoleName:                 &name,
		AssumeRolePolicyDocument: &trust,
		Path:                     aws.String(d.Get("path").(string)),
		Tags:                     newTags(d),
	}
	if description, ok := d.GetOk("description"); ok {
		input.Description = aws.String(description.(string))
	}
	if seconds, ok := d.GetOk("max_session_duration"); ok {
		input.MaxSessionDuration = aws.Int32(int32(seconds.(int)))
	}
	if boundary, ok := d.GetOk("permissions_boundary"); ok {
		input.PermissionsBoundary = aws.String(boundary.(string))
	}
	passes := func(err error) bool {
		return isUnknownPrincipal(err) || is[*types.ConcurrentModificationException](err)
	}
	_, err = retryWhile(ctx, passes, func() (*iam.CreateRoleOutput, error) { return client.CreateRole(ctx, input) })
	if err != nil {
		return diag.Errorf("creating IAM Role (%s): %s", name, err)
	}

	if err := putInlinePolicies(ctx, client, name, membersOf(d.Get("inline_policy"))); err != nil {
		if undone := deletion(ctx, client, name, leftovers{attached: true, inline: true}); undone != nil {
			return diag.Errorf("creating IAM role (%s), inline policy failed (%s), deleting role: %s", name, err, undone)
		}
		return diag.Errorf("creating IAM Role (%s): %s", name, err)
	}
	if err := attachAll(ctx, client, name, texts(d.Get("managed_policy_arns"))); err != nil {
		return diag.Errorf("creating IAM Role (%s): %s", name, err)
	}
	d.SetId(name)
	return readRole(ctx, d, meta)
}

func readRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	client := clientOf(meta)
	find := func() (*types.Role, error) {
		found, err := client.GetRole(ctx, &iam.GetRoleInput{RoleName: aws.String(d.Id())})
		if err != nil {
			return nil, err
		}
		return found.Role, nil
	}
	role, err := retryWhile(ctx, whileNew(d), find)
	if isGone(err) && !d.IsNewResource() {
		d.SetId("")
		return nil
	}
	if err != nil {
		return diag.Errorf("reading IAM Role (%s): %s", d.Id(), err)
	}
	if role, err = untilArnIsOne(ctx, role, find); err != nil {
		return diag.Errorf("reading IAM Role (%s): waiting for valid ARN: %s", d.Id(), err)
	}

	var boundary *string
	if role.PermissionsBoundary != nil {
		boundary = role.PermissionsBoundary.PermissionsBoundaryArn
	}
	set(d, map[string]any{
		"arn":                  role.Arn,
		"create_date":          role.CreateDate.Format(time.RFC3339),
		"description":          role.Description,
		"max_session_duration": role.MaxSessionDuration,
		"name":                 role.RoleName,
		"name_prefix":          prefixOf(aws.ToString(role.RoleName)),
		"path":                 role.Path,
		"permissions_boundary": boundary,
		"unique_id":            role.RoleId,
	})
	setTags(d, role.Tags)
	if err := setDocument(d, "assume_role_policy", aws.ToString(role.AssumeRolePolicyDocument)); err != nil {
		return diag.FromErr(err)
	}

	inline, err := inlinePoliciesOf(ctx, client, d.Id())
	if err != nil {
		return diag.Errorf("reading inline policies for IAM role %s, error: %s", d.Id(), err)
	}
	if !areSamePolicies(inline, membersOf(d.Get("inline_policy"))) {
		set(d, map[string]any{"inline_policy": asMembers(inline)})
	}
	arns, err := attachedTo(ctx, client, d.Id())
	if err != nil {
		return diag.Errorf("reading IAM Policies attached to Role (%s): %s", d.Id(), err)
	}
	set(d, map[string]any{"managed_policy_arns": arns})
	return nil
}

var errNoArnYet = errors.New("the ARN is the unique id still")

// Right after a role was created, AWS may give its unique id for its ARN. Upstream waits until it was right five times.
func untilArnIsOne(ctx context.Context, role *types.Role, find func() (*types.Role, error)) (*types.Role, error) {
	isOne := func(role *types.Role) bool { return arn.IsARN(aws.ToString(role.Arn)) }
	if isOne(role) {
		return role, nil
	}
	timesRight := 0
	passes := func(err error) bool { return errors.Is(err, errNoArnYet) || isGone(err) }
	return retryWhile(ctx, passes, func() (*types.Role, error) {
		role, err := find()
		if err != nil {
			return nil, err
		}
		if timesRight++; !isOne(role) {
			timesRight = 0
		}
		if timesRight < 5 {
			return nil, errNoArnYet
		}
		return role, nil
	})
}

func updateRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	client, name := clientOf(meta), aws.String(d.Id())
	if d.HasChange("assume_role_policy") {
		trust, err := structure.NormalizeJsonString(d.Get("assume_role_policy").(string))
		if err != nil {
			return diag.Errorf("assume_role_policy (%s) is invalid JSON: %s", trust, err)
		}
		_, err = retryWhile(ctx, isUnknownPrincipal, func() (*iam.UpdateAssumeRolePolicyOutput, error) {
			return client.UpdateAssumeRolePolicy(ctx, &iam.UpdateAssumeRolePolicyInput{RoleName: name, PolicyDocument: &trust})
		})
		if err != nil {
			return diag.Errorf("updating IAM Role (%s) assume role policy: %s", d.Id(), err)
		}
	}
	if d.HasChange("description") {
		_, err := client.UpdateRoleDescription(ctx, &iam.UpdateRoleDescriptionInput{
			RoleName:    name,
			Description: aws.String(d.Get("description").(string)),
		})
		if err != nil {
			return diag.Errorf("updating IAM Role (%s) description: %s", d.Id(), err)
		}
	}
	if d.HasChange("max_session_duration") {
		seconds := int32(d.Get("max_session_duration").(int))
		_, err := client.UpdateRole(ctx, &iam.UpdateRoleInput{RoleName: name, MaxSessionDuration: &seconds})
		if err != nil {
			return diag.Errorf("updating IAM Role (%s) MaxSessionDuration: %s", d.Id(), err)
		}
	}
	if d.HasChange("permissions_boundary") {
		if problems := setBoundary(ctx, client, d.Id(), d.Get("permissions_boundary").(string)); problems.HasError() {
			return problems
		}
	}
	if d.HasChange("inline_policy") && isInlineChanged(d) {
		if err := changeInlinePolicies(ctx, client, d); err != nil {
			return diag.Errorf("updating IAM Role (%s): %s", d.Id(), err)
		}
	}
	if d.HasChange("managed_policy_arns") {
		o, n := d.GetChange("managed_policy_arns")
		before, after := o.(*schema.Set), n.(*schema.Set)
		err := detachAll(ctx, client, d.Id(), texts(before.Difference(after)))
		if err == nil {
			err = attachAll(ctx, client, d.Id(), texts(after.Difference(before)))
		}
		if err != nil {
			return diag.Errorf("updating IAM Role (%s): %s", d.Id(), err)
		}
	}
	return readRole(ctx, d, meta)
}

func setBoundary(ctx context.Context, client *iam.Client, name, boundary string) diag.Diagnostics {
	if boundary == "" {
		_, err := client.DeleteRolePermissionsBoundary(ctx, &iam.DeleteRolePermissionsBoundaryInput{RoleName: &name})
		if err != nil {
			return diag.Errorf("deleting IAM Role (%s) permissions boundary: %s", name, err)
		}
		return nil
	}
	_, err := client.PutRolePermissionsBoundary(ctx, &iam.PutRolePermissionsBoundaryInput{
		RoleName:            &name,
		PermissionsBoundary: &boundary,
	})
	if err != nil {
		return diag.Errorf("updating IAM Role (%s) permissions boundary: %s", name, err)
	}
	return nil
}

func attachAll(ctx context.Context, client *iam.Client, role string, arns []string) error {
	var failures []error
	for _, arn := range arns {
		failures = append(failures, attach(ctx, client, role, arn))
	}
	return errors.Join(failures...)
}
