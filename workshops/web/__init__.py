"""What views share: access markers, forms, pages, merge pages, headers, error pages."""
