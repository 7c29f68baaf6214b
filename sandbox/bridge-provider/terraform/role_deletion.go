package terraform

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// leftovers tells what is taken from a role before it is deleted. With any of a kind in the state, or by force, all of that
// kind goes, whoever put it there.
type leftovers struct{ attached, inline bool }

func deleteRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	force := d.Get("force_detach_policies").(bool)
	err := deletion(ctx, clientOf(meta), d.Id(), leftovers{
		attached: force || d.Get("managed_policy_arns").(*schema.Set).Len() > 0,
		inline:   force || d.Get("inline_policy").(*schema.Set).Len() > 0,
	})
	if err != nil {
		return diag.Errorf("deleting IAM Role (%s): %s", d.Id(), err)
	}
	return nil
}

func deletion(ctx context.Context, client *iam.Client, name string, leftovers leftovers) error {
	if err := leaveInstanceProfiles(ctx, client, name); err != nil {
		return err
	}
	if leftovers.attached {
		arns, err := attachedTo(ctx, client, name)
		if unlessGone(err) != nil {
			return fmt.Errorf("reading IAM Policies attached to Role (%s): %w", name, err)
		}
		if err := detachAll(ctx, client, name, arns); err != nil {
			return err
		}
	}
	if leftovers.inline {
		names, err := inlineNamesOf(ctx, client, name)
		if unlessGone(err) != nil {
			return fmt.Errorf("reading IAM Role (%s) inline policies: %w", name, err)
		}
		if err := deleteInlinePolicies(ctx, client, name, names); err != nil {
			return err
		}
	}
	_, err := retryWhile(ctx, is[*types.DeleteConflictException], func() (*iam.DeleteRoleOutput, error) {
		return client.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: &name})
	})
	return unlessGone(err)
}

func leaveInstanceProfiles(ctx context.Context, client *iam.Client, role string) error {
	var failures []error
	pages := iam.NewListInstanceProfilesForRolePaginator(client, &iam.ListInstanceProfilesForRoleInput{RoleName: &role})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if isGone(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading IAM Instance Profiles for Role (%s): %w", role, err)
		}
		for _, profile := range page.InstanceProfiles {
			name := aws.ToString(profile.InstanceProfileName)
			_, err := client.RemoveRoleFromInstanceProfile(ctx, &iam.RemoveRoleFromInstanceProfileInput{
				RoleName:            &role,
				InstanceProfileName: &name,
			})
			if unlessGone(err) != nil {
				failures = append(failures, fmt.Errorf("removing IAM Role (%s) from Instance Profile (%s): %w", role, name, err))
			}
		}
	}
	return errors.Join(failures...)
}

func detachAll(ctx context.Context, client *iam.Client, role string, arns []string) error {
	var failures []error
	for _, arn := range arns {
		_, err := client.DetachRolePolicy(ctx, &iam.DetachRolePolicyInput{RoleName: &role, PolicyArn: &arn})
		if unlessGone(err) != nil {
			failures = append(failures, fmt.Errorf("detaching IAM Policy (%s) from Role (%s): %w", arn, role, err))
		}
	}
	return errors.Join(failures...)
}
