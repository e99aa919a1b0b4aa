"""To convene a body: a meeting is drafted, its agenda frozen and sent, changed by a new notice, called off.

`drafting` writes it, `convening` sends it, `changing` and `calling_off` say what is different; `proving` tells to whom each
notice arrived, `answering` keeps what they reply. The database refuses the rest (migration `0002_convening`).
"""
