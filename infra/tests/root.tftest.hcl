mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  name_suffix           = "abc"
  admin_ssh_public_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA test"]
  monthly_budget        = 100
  budget_start_month    = "2026-12"
}

run "applies_with_the_defaults" {
  command = apply

  assert {
    condition     = output.resource_group_id == "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock"
    error_message = "The group's id is an output."
  }

  assert {
    condition     = output.service_url != null && length(output.deploy_hosts) == 1
    error_message = "One machine, behind one address."
  }

  assert {
    condition     = keys(output.client_ids) == ["service"] && output.application_insights_connection_string == null
    error_message = "Pipelines and telemetry are options."
  }
}

run "refuses_passwords_regions_and_names_that_do_not_exist" {
  command = plan

  variables {
    admin_password     = "not-used"
    environment        = "production"
    name_suffix        = "ABC"
    subscription_id    = "mine"
    state_container_id = "tfstate"
  }

  expect_failures = [var.admin_password, var.environment, var.name_suffix, var.subscription_id, var.state_container_id]
}

run "refuses_an_unknown_region" {
  command = plan

  variables {
    location = "Korea West"
  }

  expect_failures = [var.location]
}
