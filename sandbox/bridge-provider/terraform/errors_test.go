package terraform

import (
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/smithy-go"
)

func TestErrorsAreToldApart(t *testing.T) {
	gone := &types.NoSuchEntityException{}
	malformed := func(message string) error {
		return &types.MalformedPolicyDocumentException{Message: aws.String(message)}
	}
	for name, one := range map[string]struct {
		is   func(error) bool
		err  error
		want bool
	}{
		"gone":                          {isGone, fmt.Errorf("operation error IAM: %w", gone), true},
		"not listed":                    {isGone, errAbsent, true},
		"another error isn't gone":      {isGone, errors.New("gone"), false},
		"concurrent, with its type":     {isConcurrent, &types.ConcurrentModificationException{}, true},
		"concurrent, by its code":       {isConcurrent, &smithy.GenericAPIError{Code: "ConcurrentModification"}, true},
		"throttled isn't concurrent":    {isConcurrent, &smithy.GenericAPIError{Code: "Throttling"}, false},
		"a principal that isn't known":  {isUnknownPrincipal, malformed("Invalid principal in policy: \"AWS\":\"AIDA\""), true},
		"another fault of the document": {isUnknownPrincipal, malformed("Syntax errors in policy."), false},
	} {
		if got := one.is(one.err); got != one.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
	if unlessGone(gone) != nil || unlessGone(nil) != nil || unlessGone(malformed("")) == nil {
		t.Error("unlessGone keeps the wrong ones")
	}
}
