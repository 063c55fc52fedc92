"""What is measured on found faces, without models and without a clock."""
