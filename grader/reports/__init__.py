"""What a quiz shows about a class and about its own items: statistics, and the page, workbook and tables of them."""
