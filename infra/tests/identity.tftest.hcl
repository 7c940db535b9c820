mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  name                = "observer-test"
  resource_group_name = "rg-mock"
  location            = "Korea South"
}

run "creates_only_the_service_without_a_pipeline" {
  command = plan
  module { source = "./modules/identity" }

  variables {
    role_assignments = {
      service = { identity = "service", role = "AcrPull", scope = "/registry", description = "pull" }
      plan    = { identity = "plan", role = "Reader", scope = "/group", description = "read" }
    }
  }

  assert {
    condition     = keys(azurerm_user_assigned_identity.this) == ["service"] && keys(azurerm_role_assignment.this) == ["service"] && length(azurerm_federated_identity_credential.github) == 0
    error_message = "Without subjects there is no pipeline identity and nothing is assigned to one."
  }
}

run "binds_each_purpose_to_one_environment" {
  command = plan
  module { source = "./modules/identity" }

  variables {
    github_subjects = {
      plan  = "repo:owner/observer:environment:staging-plan"
      apply = "repo:owner@12345/observer@67890:environment:staging"
    }
  }

  assert {
    condition = { for name, credential in azurerm_federated_identity_credential.github : name => "${credential.issuer} ${credential.subject} ${join(",", credential.audience)}" } == {
      plan  = "https://token.actions.githubusercontent.com repo:owner/observer:environment:staging-plan api://AzureADTokenExchange"
      apply = "https://token.actions.githubusercontent.com repo:owner@12345/observer@67890:environment:staging api://AzureADTokenExchange"
    }
    error_message = "A token counts only for its repository and environment."
  }
}

run "refuses_a_subject_with_a_wildcard" {
  command = plan
  module { source = "./modules/identity" }

  variables {
    github_subjects = { apply = "repo:owner/*:environment:prod" }
  }

  expect_failures = [var.github_subjects]
}

run "refuses_roles_that_are_too_wide_and_unlimited_delegation" {
  command = plan
  module { source = "./modules/identity" }

  variables {
    role_assignments = {
      owner    = { identity = "service", role = "Owner", scope = "/", description = "everything" }
      delegate = { identity = "service", role = "Role Based Access Control Administrator", scope = "/", description = "hand on" }
    }
  }

  expect_failures = [var.role_assignments]
}
