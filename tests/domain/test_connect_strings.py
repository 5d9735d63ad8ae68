"""What each client is given."""

import ast
import json
import re
import shlex
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tui.domain.connect import Address
from tui.domain.connect_strings import Client, ConnectionString, connection_string

HOST = "orders.tidb.example.com"
TO = Address(HOST, 4001)
SHELL = (Client.MYSQL, Client.MYCLI)
PYTHON = (Client.MYSQLCLIENT, Client.PYMYSQL, Client.SQLALCHEMY)
BRACED = (Client.GO, Client.NODE)
HOSTILE = [
    "a b; reboot",
    "it's",
    '"+exit()+"',
    "$(reboot)`id`",
    "\\",
    '\\"); process.exit(); ("',
    "x/../../?a=b&sslMode=DISABLED#",
    "x:1,y@z",
    "\u05d0\u6771 \U0001f980",
    "${user} $password",
]


def text(client: Client, host: str = HOST, user: str = "root") -> str:
    return connection_string(client, Address(host, 4001), user).text


def arguments(code: str) -> dict[str, object]:
    """The keyword arguments of the one call that makes the connection."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and node.keywords]
    (call,) = calls
    plain = [each for each in call.keywords if each.arg and each.arg != "password"]
    return {str(each.arg): ast.literal_eval(each.value) for each in plain}


def literals(code: str) -> list[str]:
    """The string literals of Go or JavaScript, read as both languages read them."""
    return [str(json.loads(each)) for each in re.findall(r'"(?:[^"\\]|\\.)*"', code)]


def balanced(code: str) -> bool:
    """Whether brackets close in the order they were opened, once literals are out of the way."""
    pairs = {")": "(", "]": "[", "}": "{"}
    opened: list[str] = []
    for char in re.sub(r'"(?:[^"\\]|\\.)*"', "", code):
        if char in pairs.values():
            opened.append(char)
        elif char in pairs and (not opened or opened.pop() != pairs[char]):
            return False
    return not opened


@pytest.mark.parametrize("client", Client)
def test_every_client_gets_the_real_host_and_port(client: Client) -> None:
    assert HOST in text(client)
    assert "4001" in text(client)
    assert "4000" not in text(client)


@pytest.mark.parametrize("client", [each for each in Client if each not in (*SHELL, Client.JDBC)])
def test_code_takes_the_password_from_the_environment(client: Client) -> None:
    string = connection_string(client, TO)
    assert "TIDB_PASSWORD" in string.text
    assert "TIDB_PASSWORD" in string.note


def test_mysql_verifies_the_servers_identity_and_asks_for_the_password() -> None:
    words = shlex.split(text(Client.MYSQL))
    assert {"--ssl-mode=VERIFY_IDENTITY", "--ssl-ca=ca.pem"} <= set(words)
    assert words[-1] == "-p"


def test_mycli_never_goes_on_unencrypted() -> None:
    words = shlex.split(text(Client.MYCLI))
    assert {"--ssl-mode=on", "--ssl-ca=ca.pem", "--ssl-verify-server-cert"} <= set(words)
    assert not [word for word in words if word.startswith(("-p", "--pass"))]


def test_jdbc_verifies_the_servers_identity_with_a_store_made_by_the_command_in_the_note() -> None:
    string = connection_string(Client.JDBC, TO)
    options = {name: value for name, (value,) in parse_qs(urlsplit(string.text.removeprefix("jdbc:")).query).items()}
    assert options["sslMode"] == "VERIFY_IDENTITY"
    assert options["trustCertificateKeyStoreUrl"] == "file:ca.p12"
    assert "password" not in options
    made = f"-keystore ca.p12 -storetype {options['trustCertificateKeyStoreType']}"
    assert f"{made} -storepass {options['trustCertificateKeyStorePassword']}" in string.note


def test_mysqlclient_verifies_the_servers_identity() -> None:
    given = arguments(text(Client.MYSQLCLIENT))
    assert (given["ssl_mode"], given["ssl"]) == ("VERIFY_IDENTITY", {"ca": "ca.pem"})


def test_pymysql_verifies_certificate_and_identity() -> None:
    given = arguments(text(Client.PYMYSQL))
    assert given["ssl_ca"] == "ca.pem"
    assert given["ssl_verify_cert"] is given["ssl_verify_identity"] is True


def test_sqlalchemy_gets_the_ca_and_the_host_check_by_the_one_way_that_keeps_both() -> None:
    code = text(Client.SQLALCHEMY)
    assert arguments(code)["query"] == {"ssl_ca": "ca.pem", "ssl_check_hostname": "true"}
    assert "ssl_verify" not in code


def test_go_verifies_against_the_ca_for_the_host_it_connects_to() -> None:
    code = text(Client.GO)
    assert f'host := "{HOST}"' in code
    for part in ("RootCAs:    roots", "ServerName: host", 'config.Addr = host + ":4001"', 'config.TLSConfig = "tidb"'):
        assert part in code
    assert "InsecureSkipVerify" not in code


def test_node_verifies_certificate_and_identity() -> None:
    code = text(Client.NODE)
    for part in ('fs.readFileSync("ca.pem")', "rejectUnauthorized: true", "verifyIdentity: true"):
        assert part in code


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("client", SHELL)
def test_a_hostile_host_or_user_stays_one_word_to_the_shell(client: Client, hostile: str) -> None:
    string = connection_string(client, Address(hostile, 4001), hostile)
    words = shlex.split(string.text)
    assert words[words.index("-h") + 1] == words[words.index("-u") + 1] == hostile
    assert len(words) == len(shlex.split(text(client)))
    assert " ".join(string.words) == string.text


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("client", PYTHON)
def test_a_hostile_host_or_user_stays_one_string_in_python(client: Client, hostile: str) -> None:
    given = arguments(text(client, hostile, hostile))
    assert given["host"] == given.get("user", given.get("username")) == hostile
    assert given["port"] == 4001


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("client", BRACED)
def test_a_hostile_host_or_user_stays_one_string_in_go_and_javascript(client: Client, hostile: str) -> None:
    code = text(client, hostile, hostile)
    assert literals(code).count(hostile) == 2
    assert balanced(code)
    assert re.sub(r'"(?:[^"\\]|\\.)*"', "", code) == re.sub(r'"(?:[^"\\]|\\.)*"', "", text(client))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_host_or_user_adds_nothing_to_a_jdbc_url(hostile: str) -> None:
    url = urlsplit(text(Client.JDBC, hostile, hostile).removeprefix("jdbc:"))
    assert (url.port, url.path, url.fragment) == (4001, "/test", "")
    query = parse_qs(url.query)
    assert query["user"] == [hostile]
    assert query["sslMode"] == ["VERIFY_IDENTITY"]
    assert len(query) == 6


PATHS = [
    "/home/al ice/it's ca.pem",
    "/x/$HOME/`id`.pem",
    'C:\\certs\\"ca".pem',
    "/x/-y & z%41+.d/ca",
    "/x/\u00e9\u6771.pem",
]


def with_ca(client: Client, path: str) -> ConnectionString:
    return connection_string(client, Address(HOST, 4001, ca=path))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("client", SHELL)
def test_the_path_of_the_ca_is_one_word_of_the_command(client: Client, path: str) -> None:
    string = with_ca(client, path)
    assert f"--ssl-ca={path}" in shlex.split(string.text)
    assert len(shlex.split(string.text)) == len(shlex.split(text(client)))
    assert " ".join(string.words) == string.text


@pytest.mark.parametrize("path", PATHS)
def test_the_path_of_the_ca_is_one_string_in_python(path: str) -> None:
    assert arguments(with_ca(Client.MYSQLCLIENT, path).text)["ssl"] == {"ca": path}
    assert arguments(with_ca(Client.PYMYSQL, path).text)["ssl_ca"] == path
    query = arguments(with_ca(Client.SQLALCHEMY, path).text)["query"]
    assert query == {"ssl_ca": path, "ssl_check_hostname": "true"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("client", BRACED)
def test_the_path_of_the_ca_is_one_string_in_go_and_javascript(client: Client, path: str) -> None:
    code = with_ca(client, path).text
    assert literals(code).count(path) == 1
    assert balanced(code)
    assert "ca.pem" not in code.replace(json.dumps(path, ensure_ascii=False), "")


@pytest.mark.parametrize("path", PATHS)
def test_jdbc_reads_the_store_that_the_command_in_the_note_makes_of_the_ca(path: str) -> None:
    string = with_ca(Client.JDBC, path)
    words = shlex.split(string.note.partition("once: ")[2])
    assert words[words.index("-file") + 1] == path
    store = words[words.index("-keystore") + 1]
    query = parse_qs(urlsplit(string.text.removeprefix("jdbc:")).query)
    assert unquote(query["trustCertificateKeyStoreUrl"][0]) == f"file:{store}"
    assert store.endswith(".p12")
    assert store.rpartition("/")[0] == path.rpartition("/")[0]
    assert len(query) == 6
