"""What listening hears, measured on labelled and on real posts, each beside peers in the same run.

    python -m benchmarks.listening [themes] [scale] [inbox] [complaints] [--shared DIR] [--data DIR]

With ``--data`` the vectors of the posts are kept between runs: embedding them takes longest.
"""
