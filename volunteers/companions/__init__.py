"""Company for who is alone: a pair is made, meets by its rhythm, tells how it goes, and somebody notices a silence.

The meetings are ordinary turns (`HelpRequest.companionship`): who may is asked of the same question (migration 0007).
"""
