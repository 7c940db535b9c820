key = "staging.terraform.tfstate"
