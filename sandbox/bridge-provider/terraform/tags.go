package terraform

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/hashicorp/go-cty/cty"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// tagging is how tags of one type of resource are changed and read.
type tagging struct {
	// As in error messages.
	kind string
	// The property that names the resource in these calls.
	identifier string
	remove     func(ctx context.Context, client *iam.Client, resource string, keys []string) error
	put        func(ctx context.Context, client *iam.Client, resource string, tags []types.Tag) error
	list       func(ctx context.Context, client *iam.Client, resource string) ([]types.Tag, error)
}

// withTags gives a resource its tags as upstream's interceptors do (internal/provider/sdkv2/tags_interceptor.go): they are
// changed before everything else, and a plan of `tags_all` is made from `tags`.
func withTags(resource *schema.Resource, tagging tagging) *schema.Resource {
	resource.Schema["tags"] = &schema.Schema{Type: schema.TypeMap, Optional: true, Elem: text()}
	resource.Schema["tags_all"] = &schema.Schema{Type: schema.TypeMap, Optional: true, Computed: true, Elem: text()}
	resource.CustomizeDiff = planTags

	update := resource.UpdateWithoutTimeout
	resource.UpdateWithoutTimeout = func(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
		isPlanned := d.GetRawPlan().GetAttr("tags_all").IsWhollyKnown()
		if isPlanned && d.HasChange("tags_all") {
			before, after := d.GetChange("tags_all")
			if problems := tagging.change(ctx, d, meta, tagsOf(before), tagsOf(after)); problems.HasError() {
				return problems
			}
		}
		problems := update(ctx, d, meta)
		if problems.HasError() || isPlanned {
			return problems
		}
		return append(problems, tagging.changeUnplanned(ctx, d, meta)...)
	}
	return resource
}

// planTags plans `tags_all`. A tag without a value leaves it unknown until it is there.
func planTags(_ context.Context, d *schema.ResourceDiff, _ any) error {
	if !d.GetRawPlan().GetAttr("tags").IsWhollyKnown() {
		return d.SetNewComputed("tags_all")
	}
	tags := tagsOf(d.Get("tags"))
	isEmptyIn := func(tags map[string]string) bool { return slices.Contains(slices.Collect(maps.Values(tags)), "") }
	switch {
	case len(tags) > 0 && !isEmptyIn(tags):
		return d.SetNew("tags_all", tags)
	case d.HasChange("tags") && len(tags) == 0:
		return d.SetNew("tags_all", tags)
	case d.HasChange("tags"), len(tags) > 0 && !maps.Equal(tags, tagsOf(d.Get("tags_all"))):
		return d.SetNewComputed("tags_all")
	}
	return nil
}

// changeUnplanned changes tags whose plan was unknown, and reads them again.
func (t tagging) changeUnplanned(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	before, after := rawTags(d.GetRawState(), "tags_all"), rawTags(d.GetRawConfig(), "tags")
	if problems := t.change(ctx, d, meta, before, after); problems.HasError() {
		return problems
	}
	resource := d.Get(t.identifier).(string)
	tags, err := t.list(ctx, clientOf(meta), resource)
	if err != nil {
		return diag.Errorf("listing tags for %s (%s): listing tags for resource (%s): %s", t.kind, resource, resource, err)
	}
	setTags(d, tags)
	return nil
}

func (t tagging) change(
	ctx context.Context, d *schema.ResourceData, meta any, before, after map[string]string,
) diag.Diagnostics {
	resource := d.Get(t.identifier).(string)
	removed, put := tagChanges(before, after)
	if len(removed) > 0 {
		if err := t.remove(ctx, clientOf(meta), resource, removed); err != nil {
			return diag.Errorf("updating tags for %s (%s): untagging resource (%s): %s", t.kind, resource, resource, err)
		}
	}
	if len(put) > 0 {
		if err := t.put(ctx, clientOf(meta), resource, tagList(put)); err != nil {
			return diag.Errorf("updating tags for %s (%s): tagging resource (%s): %s", t.kind, resource, resource, err)
		}
	}
	return nil
}

func tagChanges(before, after map[string]string) (removed []string, put map[string]string) {
	put = map[string]string{}
	for key, value := range after {
		if old, ok := before[key]; !ok || old != value {
			put[key] = value
		}
	}
	for key := range before {
		if _, ok := after[key]; !ok {
			removed = append(removed, key)
		}
	}
	slices.Sort(removed)
	return removed, put
}

func tagList(tags map[string]string) (list []types.Tag) {
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, types.Tag{Key: aws.String(key), Value: aws.String(tags[key])})
	}
	return list
}

func newTags(d *schema.ResourceData) []types.Tag { return tagList(tagsOf(d.Get("tags"))) }

// setTags sets what AWS has. Tags of AWS's own are no business of anybody's.
func setTags(d *schema.ResourceData, list []types.Tag) {
	tags := map[string]string{}
	for _, tag := range list {
		if key := aws.ToString(tag.Key); !isAwsTag(key) {
			tags[key] = aws.ToString(tag.Value)
		}
	}
	set(d, map[string]any{"tags": tags, "tags_all": tags})
}

func isAwsTag(key string) bool { return strings.HasPrefix(key, "aws:") }

func tagsOf(value any) map[string]string {
	tags := map[string]string{}
	for key, value := range value.(map[string]any) {
		if !isAwsTag(key) {
			tags[key] = value.(string)
		}
	}
	return tags
}

func rawTags(value cty.Value, property string) map[string]string {
	tags := map[string]string{}
	if value.IsNull() || !value.IsKnown() || value.GetAttr(property).IsNull() {
		return tags
	}
	for key, tag := range value.GetAttr(property).AsValueMap() {
		if !tag.IsNull() && tag.IsKnown() && !isAwsTag(key) {
			tags[key] = tag.AsString()
		}
	}
	return tags
}

// set sets properties that the schema is known to have.
func set(d *schema.ResourceData, values map[string]any) {
	for key, value := range values {
		if err := d.Set(key, value); err != nil {
			panic(fmt.Sprintf("%s: %s", key, err))
		}
	}
}
