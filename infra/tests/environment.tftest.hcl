# Run once for each file in environments/, which the command line names with -var-file.

mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  admin_ssh_public_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA test"]
}

run "environment_file_is_complete" {
  command = apply

  assert {
    condition     = contains(["staging", "prod"], var.environment) && var.resource_group_name == "rg-observer-${var.environment}"
    error_message = "An environment has a resource group of its own."
  }

  assert {
    condition     = length(output.deploy_hosts) == var.instance_count
    error_message = "Every machine is a host to deploy to."
  }
}
