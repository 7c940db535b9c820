key = "prod.terraform.tfstate"
