"""x"""
def test_a(client):
    client.sign_in("rolig-rogn")
    print(client.token)
def test_b(engine, village, desk): pass
