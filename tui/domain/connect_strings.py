"""What each client is given to connect with: TLS, the server's name verified, no password.

Tried with PyMySQL, SQLAlchemy, mycli and mysql2 against a server with a certificate for the right name, for another
name, of another CA, and without TLS: they log in to the first alone. The others follow their documentation and code.
"""

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from string import Template
from urllib.parse import quote

from tui.domain.connect import Address

PASSWORD = "TIDB_PASSWORD"  # noqa: S105 - the name of a variable
_FROM_VARIABLE = f"The password comes from the environment variable {PASSWORD}."
_OLD_PYMYSQL = "PyMySQL 1.2 or newer: older ones go on unencrypted where the server offers no TLS."


class Client(StrEnum):
    """The clients of the dialog, in its order."""

    MYSQL = "MySQL CLI"
    MYCLI = "MyCLI"
    JDBC = "JDBC"
    MYSQLCLIENT = "Python (mysqlclient)"
    PYMYSQL = "Python (PyMySQL)"
    SQLALCHEMY = "Python (SQLAlchemy)"
    GO = "Go"
    NODE = "Node.js"


@dataclass(frozen=True, slots=True)
class ConnectionString:
    """What is copied, and what one has to know."""

    text: str
    note: str
    words: tuple[str, ...] = ()
    """Of a shell command: the pieces between which it is broken into lines, an option with its value."""


def connection_string(client: Client, to: Address, user: str = "root") -> ConnectionString:
    """What `client` is given; whatever `to` and `user` hold, it stays one value in it."""
    return _MAKERS[client](to, user)


def _shell(*words: str, note: str) -> ConnectionString:
    return ConnectionString(" ".join(words), note, words)


def _where(to: Address, user: str) -> tuple[str, ...]:
    return f"-u {shlex.quote(user)}", f"-h {shlex.quote(to.host)}", f"-P {to.port}", "-D test"


def _mysql(to: Address, user: str) -> ConnectionString:
    """`--ssl-mode`: MySQL 8.4 Reference Manual, 6.2.3."""
    tls = ("--ssl-mode=VERIFY_IDENTITY", f"--ssl-ca={shlex.quote(to.ca)}")
    note = "It asks for the password. MariaDB's client has --ssl-verify-server-cert in place of --ssl-mode."
    return _shell("mysql", "--connect-timeout 15", *tls, *_where(to, user), "-p", note=note)


def _mycli(to: Address, user: str) -> ConnectionString:
    """`--ssl-mode=on`: with its default, `auto`, mycli logs in unencrypted where the server offers no TLS."""
    tls = ("--ssl-mode=on", f"--ssl-ca={shlex.quote(to.ca)}", "--ssl-verify-server-cert")
    note = "It asks for the password. mycli 1.43 or newer: --ssl-mode=on forbids going on unencrypted."
    return _shell("mycli", *tls, *_where(to, user), note=note)


def _jdbc(to: Address, user: str) -> ConnectionString:
    """Connector/J reads key stores, not PEM, and none without a password; `tlsVersions` is needed for old TiDB.

    The store is beside the certificate. Its address is a URL within a URL: what is in the path is escaped twice.
    """
    store = _beside(to.ca, "p12")
    options = {
        "user": user,
        "sslMode": "VERIFY_IDENTITY",
        "tlsVersions": "TLSv1.2,TLSv1.3",
        "trustCertificateKeyStoreUrl": f"file:{quote(store)}",
        "trustCertificateKeyStoreType": "PKCS12",
        "trustCertificateKeyStorePassword": "changeit",
    }
    query = "&".join(f"{name}={quote(value, safe=':,/')}" for name, value in options.items())
    note = (
        "The password is a property of its own. Make the key store once: keytool -importcert -noprompt -alias tidb-ca"
        f" -file {shlex.quote(to.ca)} -keystore {shlex.quote(store)} -storetype PKCS12 -storepass changeit"
        " (it guards no secret)."
        " Connector/J 8.0.28 or newer."
    )
    return ConnectionString(f"jdbc:mysql://{quote(to.host, safe='')}:{to.port}/test?{query}", note)


def _beside(path: str, kind: str) -> str:
    """`path` with another ending."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem if dot and '/' not in ending else path}.{kind}"


def _filled(template: str, note: str) -> Callable[[Address, str], ConnectionString]:
    """A maker from code; JSON's strings are strings in Python, Go and JavaScript too."""

    def make(to: Address, user: str) -> ConnectionString:
        values = {"host": to.host, "user": user, "ca": to.ca}
        quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
        return ConnectionString(Template(template).substitute(quoted, port=to.port, password=PASSWORD), note)

    return make


_MYSQLCLIENT = """\
import os

import MySQLdb

connection = MySQLdb.connect(
    host=$host,
    port=$port,
    user=$user,
    password=os.environ["$password"],
    database="test",
    ssl_mode="VERIFY_IDENTITY",
    ssl={"ca": $ca},
)
"""

_PYMYSQL = """\
import os

import pymysql

connection = pymysql.connect(
    host=$host,
    port=$port,
    user=$user,
    password=os.environ["$password"],
    database="test",
    ssl_ca=$ca,
    ssl_verify_cert=True,
    ssl_verify_identity=True,
)
"""

# ssl_verify_cert and ssl_verify_identity would override the ssl_ca that SQLAlchemy takes out of the query.
_SQLALCHEMY = """\
import os

from sqlalchemy import URL, create_engine

engine = create_engine(
    URL.create(
        "mysql+pymysql",
        host=$host,
        port=$port,
        username=$user,
        password=os.environ["$password"],
        database="test",
        query={"ssl_ca": $ca, "ssl_check_hostname": "true"},
    )
)
"""

_GO = """\
package main

import (
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"log"
	"os"

	"github.com/go-sql-driver/mysql"
)

func main() {
	caFile := $ca
	ca, err := os.ReadFile(caFile)
	if err != nil {
		log.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca) {
		log.Fatal(caFile + " holds no certificate")
	}
	host := $host
	err = mysql.RegisterTLSConfig("tidb", &tls.Config{
		MinVersion: tls.VersionTLS12,
		RootCAs:    roots,
		ServerName: host,
	})
	if err != nil {
		log.Fatal(err)
	}
	config := mysql.NewConfig()
	config.User = $user
	config.Passwd = os.Getenv("$password")
	config.Net = "tcp"
	config.Addr = host + ":$port"
	config.DBName = "test"
	config.TLSConfig = "tidb"
	connector, err := mysql.NewConnector(config)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	if err := db.Ping(); err != nil {
		log.Fatal(err)
	}
}
"""

_NODE = """\
const fs = require("node:fs");
const mysql = require("mysql2");

const connection = mysql.createConnection({
  host: $host,
  port: $port,
  user: $user,
  password: process.env.$password,
  database: "test",
  ssl: {
    ca: fs.readFileSync($ca),
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    verifyIdentity: true,
  },
});
"""

_MAKERS: dict[Client, Callable[[Address, str], ConnectionString]] = {
    Client.MYSQL: _mysql,
    Client.MYCLI: _mycli,
    Client.JDBC: _jdbc,
    Client.MYSQLCLIENT: _filled(_MYSQLCLIENT, _FROM_VARIABLE),
    Client.PYMYSQL: _filled(_PYMYSQL, f"{_FROM_VARIABLE} {_OLD_PYMYSQL}"),
    Client.SQLALCHEMY: _filled(_SQLALCHEMY, f"{_FROM_VARIABLE} {_OLD_PYMYSQL}"),
    Client.GO: _filled(_GO, f"{_FROM_VARIABLE} go get github.com/go-sql-driver/mysql"),
    Client.NODE: _filled(_NODE, f"{_FROM_VARIABLE} mysql2 3 or newer: older ones do not check the server's name."),
}
