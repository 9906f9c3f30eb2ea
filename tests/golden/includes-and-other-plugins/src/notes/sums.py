# ANCHOR: core
def double(x):
    return 2 * x
# ANCHOR_END: core

print(double(4))
