package terraform

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	awspolicy "github.com/hashicorp/awspolicyequivalence"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// The inline policies of a role in the state. They are read whether they are managed here or not: the property is optional
// and computed, so that those of others are no difference.
func inlinePolicies() *schema.Schema {
	return &schema.Schema{
		Type:     schema.TypeSet,
		Optional: true,
		Computed: true,
		Elem: &schema.Resource{Schema: map[string]*schema.Schema{
			"name": {Type: schema.TypeString, Optional: true, ValidateFunc: validName(128)},
			"policy": {
				Type:                  schema.TypeString,
				Optional:              true,
				ValidateFunc:          validDocument,
				DiffSuppressFunc:      func(_, before, after string, _ *schema.ResourceData) bool { return areEquivalent(before, after) },
				DiffSuppressOnRefresh: true,
				StateFunc: func(v any) string {
					normal, _ := versionFirst(v.(string))
					return normal
				},
			},
		}},
		DiffSuppressFunc: func(_, _, _ string, d *schema.ResourceData) bool { return d.Id() != "" && !isInlineChanged(d) },
	}
}

// documentsByName are inline policies.
type documentsByName map[string]string

func membersOf(set any) documentsByName {
	members := documentsByName{}
	for _, member := range set.(*schema.Set).List() {
		policy := member.(map[string]any)
		members[policy["name"].(string)] = policy["policy"].(string)
	}
	return members
}

func asMembers(policies documentsByName) (members []any) {
	for _, name := range slices.Sorted(maps.Keys(policies)) {
		members = append(members, map[string]any{"name": name, "policy": policies[name]})
	}
	return members
}

func isInlineChanged(d *schema.ResourceData) bool {
	before, after := d.GetChange("inline_policy")
	return !areSamePolicies(membersOf(after), membersOf(before))
}

func areSamePolicies(some, others documentsByName) bool {
	// A single block without a policy asks for there to be none.
	if len(some) == 0 && len(others) == 1 {
		for _, document := range others {
			if isEmpty(document) {
				return true
			}
		}
	}
	return maps.EqualFunc(some, others, func(one, other string) bool {
		same, err := awspolicy.PoliciesAreEquivalent(one, other)
		return err == nil && same
	})
}

func inlineNamesOf(ctx context.Context, client *iam.Client, role string) (names []string, _ error) {
	pages := iam.NewListRolePoliciesPaginator(client, &iam.ListRolePoliciesInput{RoleName: &role})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		names = append(names, page.PolicyNames...)
	}
	return names, nil
}

func inlinePoliciesOf(ctx context.Context, client *iam.Client, role string) (documentsByName, error) {
	names, err := inlineNamesOf(ctx, client, role)
	if err != nil {
		return nil, err
	}
	found := documentsByName{}
	for _, name := range names {
		policy, err := client.GetRolePolicy(ctx, &iam.GetRolePolicyInput{RoleName: &role, PolicyName: &name})
		if err != nil {
			return nil, err
		}
		document, err := url.QueryUnescape(aws.ToString(policy.PolicyDocument))
		if err != nil {
			return nil, err
		}
		if found[name], err = versionFirst(document); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func putInlinePolicies(ctx context.Context, client *iam.Client, role string, policies documentsByName) error {
	var failures []error
	for name, document := range policies {
		if name == "" || document == "" {
			continue
		}
		input := &iam.PutRolePolicyInput{RoleName: &role, PolicyName: &name, PolicyDocument: &document}
		if _, err := client.PutRolePolicy(ctx, input); err != nil {
			failures = append(failures, fmt.Errorf("adding inline policy (%s): %w", name, err))
		}
	}
	return errors.Join(failures...)
}

func deleteInlinePolicies(ctx context.Context, client *iam.Client, role string, names []string) error {
	var failures []error
	for _, name := range names {
		_, err := client.DeleteRolePolicy(ctx, &iam.DeleteRolePolicyInput{RoleName: &role, PolicyName: &name})
		if unlessGone(err) != nil {
			failures = append(failures, fmt.Errorf("deleting IAM Role (%s) policy (%s): %w", role, name, err))
		}
	}
	return errors.Join(failures...)
}

func changeInlinePolicies(ctx context.Context, client *iam.Client, d *schema.ResourceData) error {
	o, n := d.GetChange("inline_policy")
	before, after := o.(*schema.Set), n.(*schema.Set)
	var removed []string
	for name := range membersOf(before.Difference(after)) {
		if name != "" {
			removed = append(removed, name)
		}
	}
	if err := deleteInlinePolicies(ctx, client, d.Id(), removed); err != nil {
		return err
	}
	return putInlinePolicies(ctx, client, d.Id(), membersOf(after.Difference(before)))
}
