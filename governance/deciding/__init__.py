"""What a body decides: adopted with its number, carried out, ended by another decision."""
