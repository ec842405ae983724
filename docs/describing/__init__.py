"""What the description of the model is made with: equations read off the rules, tables read off the declarations."""
