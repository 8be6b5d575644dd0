"""The reader of attributions by a small encoder: text → word pieces → scores of every word → attributions.

pieces.py cuts a text into the pieces that the network knows, windows.py lays overlapping windows over them, network.py
runs the network that is shipped beside it, decode.py reads attributions out of its scores. No parse is needed.
"""
