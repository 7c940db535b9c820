mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  environment                   = "prod"
  name_suffix                   = "abc"
  location                      = "Korea Central"
  resource_group_create_enabled = false
  delete_lock_enabled           = true
  admin_ssh_public_keys         = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA test"]
  ssh_allowed_cidrs             = ["203.0.113.7/32"]
  load_balancer_public_enabled  = true
  ddos_plan_enabled             = true
  scale_set                     = { minimum = 2, maximum = 4 }
  backup_immutability           = { days = 100 }
  customer_managed_key_enabled  = true
  application_telemetry_enabled = true
  alert_emails                  = ["operations@example.com"]
  monthly_budget                = 100
  budget_start_month            = "2026-12"
  state_container_id            = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-observer-test/providers/Microsoft.Storage/storageAccounts/observerstorage/blobServices/default/containers/tfstate"
  github_subjects = {
    plan  = "repo:owner/observer:environment:prod-plan"
    apply = "repo:owner/observer:environment:prod"
    push  = "repo:owner/observer:environment:build"
  }
}

run "applies_with_every_option" {
  command = apply

  assert {
    condition     = keys(output.client_ids) == ["apply", "plan", "push", "service"]
    error_message = "Each pipeline purpose has an identity of its own."
  }

  assert {
    condition     = output.service_url == "http://203.0.113.10:8000" && length(output.deploy_hosts) == 0
    error_message = "The load balancer is public; a scale set's machines are not listed here."
  }

  assert {
    condition     = output.application_insights_connection_string == "InstrumentationKey=00000000-0000-0000-0000-000000000007"
    error_message = "The connection string is an output."
  }
}
