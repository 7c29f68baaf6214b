package bridge

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// applyTags puts all tags among the inputs before they are checked, as pulumi-aws does (provider/tags.go): a change of the
// provider's default tags is one of the resource then. There are no default tags here, so they are the resource's own.
func applyTags(_ context.Context, inputs, _ resource.PropertyMap) (resource.PropertyMap, error) {
	applied := inputs.Copy()
	applied["tagsAll"] = allTags(inputs["tags"])
	return applied, nil
}

func allTags(tags resource.PropertyValue) resource.PropertyValue {
	if tags.ContainsUnknowns() {
		return resource.NewOutputProperty(resource.Output{Known: false})
	}
	if !tags.IsObject() {
		return resource.NewObjectProperty(resource.PropertyMap{})
	}
	return resource.NewObjectProperty(tags.ObjectValue().Copy())
}
