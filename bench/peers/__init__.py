"""The explorer's five plainest views, built anew with other frameworks, each as its own documentation teaches.

What is measured on them is in ``bench.peer_clicks``; nothing here imports the dashboard, Dash's textbook page included.
"""
