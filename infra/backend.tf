# Made by scripts/bootstrap_state.sh. Each environment has a state of its own:
#   terraform init -backend-config=environments/staging.backend.hcl
terraform {
  backend "azurerm" {
    resource_group_name  = "rg-observer-test"
    storage_account_name = "observerstorage"
    container_name       = "tfstate"
    key                  = "terraform.tfstate"
    use_azuread_auth     = true
  }
}
