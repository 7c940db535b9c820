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
    condition = { for name, alert in output.alert_summary : name => "${alert.signal} ${alert.operator} ${alert.value} ${alert.minutes}m ${alert.severity}" } == {
      for alert in yamldecode(file("../config/alerts.yaml")).alerts : alert.name => "${replace(alert.condition, "/['%]/", "")} ${alert.duration} ${ { critical = 0, warning = 2, info = 3 }[alert.severity]}"
    }
    error_message = "Azure alerts on what config/alerts.yaml says, and on nothing else."
  }

  assert {
    condition = { for name, alert in output.alert_summary : name => length(alert.resources) } == {
      for alert in yamldecode(file("../config/alerts.yaml")).alerts : alert.name => startswith(alert.condition, "container_status") ? 2 : 1
    }
    error_message = "Each alert is one Azure alert; a stopped container has its silence besides."
  }

  assert {
    condition = { for rule in yamldecode(file("../config/prometheus/alerts.rules.yaml")).groups[0].rules : rule.alert => "${rule.for} ${rule.labels.severity}" } == {
      for name, alert in output.alert_summary : name => "${alert.minutes}m ${["critical", "", "warning", "info"][alert.severity]}"
    }
    error_message = "Prometheus has the same alerts, with the same durations and severities."
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
