package bridge

import (
	"context"
	"os"
	"strings"
	"testing"

	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// The engine looks for the provider of the SDK's version and finds no other.
func TestVersionIsThatOfTheSdk(t *testing.T) {
	manifest, err := os.ReadFile("../../../package.json")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(manifest), `"@pulumi/aws": "`+Version+`"`) {
		t.Errorf("package.json has another version of @pulumi/aws than %s", Version)
	}
}

func TestEveryResourceIsDescribed(t *testing.T) {
	provider := Provider()
	described := 0
	provider.P.ResourcesMap().Range(func(name string, _ shim.Resource) bool {
		if _, ok := provider.Resources[name]; !ok {
			t.Errorf("%s has no description", name)
		}
		described++
		return true
	})
	if described != len(provider.Resources) {
		t.Errorf("%d resources, %d descriptions", described, len(provider.Resources))
	}
}

func TestTagsAreAppliedToTagsAll(t *testing.T) {
	tags := resource.NewObjectProperty(resource.PropertyMap{"team": resource.NewStringProperty("ml")})
	none := resource.NewObjectProperty(resource.PropertyMap{})
	for name, one := range map[string]struct{ inputs, want resource.PropertyMap }{
		"tags":    {resource.PropertyMap{"tags": tags}, resource.PropertyMap{"tags": tags, "tagsAll": tags}},
		"no tags": {resource.PropertyMap{}, resource.PropertyMap{"tagsAll": none}},
	} {
		got, err := applyTags(context.Background(), one.inputs, nil)
		if err != nil || !resource.NewObjectProperty(got).DeepEquals(resource.NewObjectProperty(one.want)) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}

	unknown := resource.PropertyMap{"tags": resource.MakeComputed(resource.NewStringProperty(""))}
	if got, _ := applyTags(context.Background(), unknown, nil); !got["tagsAll"].ContainsUnknowns() {
		t.Errorf("what isn't known yet became %v", got)
	}
}

func TestReasonOf(t *testing.T) {
	for problem, want := range map[string]string{
		"operation error STS: GetCallerIdentity, … Invalid Configuration: Missing Region": "Missing region information",
		"… no EC2 IMDS role found …": "No valid credential sources found.",
		"… api error InvalidClientTokenId: The security token included in the request is invalid": "are invalid or have expired",
		"… dial tcp: connection refused": "unable to validate AWS credentials.\nDetails: … dial tcp: connection refused",
	} {
		if got := reasonOf(problem); !strings.Contains(got, want) {
			t.Errorf("%s: got %q", problem, got)
		}
	}
}
