// Program pulumi-resource-aws is the sandbox's AWS provider: Pulumi's real Terraform bridge around a Terraform provider of
// our own that has the three resources of this project, as hashicorp/terraform-provider-aws has them. See README.md.
package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"

	"model-deployment-iam/sandbox/bridge-provider/bridge"
)

func main() {
	tfbridge.Main("aws", bridge.Version, bridge.Provider(), bridge.PackageSchema())
}
