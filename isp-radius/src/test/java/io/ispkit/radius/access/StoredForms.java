package io.ispkit.radius.access;

import io.ispkit.core.secret.Secret;
import java.util.List;
import java.util.stream.Stream;

/**
 * Forms of {@code s3cret}, made by openssl and Python's hashlib; the salt is {@code salt}, that of
 * PBKDF2 {@code saltysaltysalty!} as a rule. A real FreeRADIUS is asked by all of them.
 */
public final class StoredForms {

  private static final List<String> TAKEN =
      List.of(
          "Cleartext-Password s3cret",
          "NT-Password d4c619cb16d4632b275658316a7e657e",
          "MD5-Password 33e1b232a4e6fa0028a6670753749a17",
          "SMD5-Password 743f00f00d7c78c2b3d560927a5b087873616c74",
          "SHA1-Password fef341f85d87439e7d91a2d465b9871ef66b5e98",
          "SHA-Password 0xfef341f85d87439e7d91a2d465b9871ef66b5e98",
          "SSHA-Password JVrhyTqab1YvH3vR2b1RYUumqqZzYWx0",
          "SHA2-Password 1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0",
          "SSHA2-256-Password 1xowkNV6cFpNsILxviVLS6bAA7Si4YK175NY3uXwQBJzYWx0",
          "SSHA2-512-Password 5a3b2a504321fdb43ecd6c15f6a682f44d2a0a9a085b28f804f24926c74f79982e12b8eb7264c394a3801044f55db9a6599eff7e95d693ccb21a6a7fc41660bf73616c74",
          "Crypt-Password $6$saltsalt$As4wrv0kZlfch1du9WeH7qhskyLriQWySXrZzynnvi46nFnNxjdpl6ksRegrrKexvhIa/Iny8S8uF3fVWTMuC1",
          "Crypt-Password $6$rounds=1234$saltsalt$jxMb9nLgANtAF8QNV7eeqwZWMYOR0.zEbQUhJw/R3cPOt89GSumZQquEUp7wgqRiWQsdyr5SKRMVAtIQZ6kKn1",
          "Password-With-Header {ssha256}1xowkNV6cFpNsILxviVLS6bAA7Si4YK175NY3uXwQBJzYWx0",
          "Password-With-Header {clear}s3cret",
          "Password-With-Header {cleartext}s3cret",
          "Password-With-Header {sha256}1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0",
          "Password-With-Header {nthash}d4c619cb16d4632b275658316a7e657e",
          "Password-With-Header {crypt}$6$saltsalt$As4wrv0kZlfch1du9WeH7qhskyLriQWySXrZzynnvi46nFnNxjdpl6ksRegrrKexvhIa/Iny8S8uF3fVWTMuC1",
          "Password-With-Header {x-pbkdf2}HMACSHA1:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:ll/teVQIq539/GyvzAIpqH6zZnM=",
          "Password-With-Header {x-pbkdf2}HMACSHA2+224:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:0pz89DjBVTpCvw050hxetcoeH+atcjzSwjd6cw==",
          "Password-With-Header {x-pbkdf2}HMACSHA2+256:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A=",
          "Password-With-Header {x-pbkdf2}HMACSHA3+256:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:pyK0c/QkAq1zozT6vpHdNc/EbB/h4qS5hIW3aXxXd/c=",
          "Password-With-Header {x-pbkdf2}HMACSHA3+512:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:My96u9SiXBzGqWyN4ZAKHkZopevAS/w8BQv+EBLr/8ubp3Vsg0gEZc9xI/DxEA1DHVlGYJS4hi3PE565/EHq7Q==",
          "Password-With-Header {X-PBKDF2}$PBKDF2$HMACSHA2+384:1000:c2FsdHlzYWx0eXNhbHR5IQ==$I9D/ZzerWW59VMj4XedFjtvgvyx0up6etE8vDIb56Lm1UWgg6zo4ezFsbn3T04P0",
          "Password-With-Header {X-PBKDF2}$PBKDF2$HMACSHA2+512:1000:c2FsdHlzYWx0eXNhbHR5IQ==$DFpbJUgX038mAYIOpkGTTOcoMVcjzZpn3pyIUwUgfHa4HAmTudBWjNbLfIRgRCF9F6CGbQXBIXHHzd3sXG91/w==",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha1$1000$c2FsdHlzYWx0eXNhbHR5IQ$ll/teVQIq539/GyvzAIpqH6zZnM",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha256$1000$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha512$1000$c2FsdHlzYWx0eXNhbHR5IQ$DFpbJUgX038mAYIOpkGTTOcoMVcjzZpn3pyIUwUgfHa4HAmTudBWjNbLfIRgRCF9F6CGbQXBIXHHzd3sXG91/w",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha256$1000$c2FsdDc$4LWkF03xU/uK3w/XJ9Zh0DuWH8S695x4B9OJoY+BLkQ",
          "Password-With-Header {x-pbkdf2}hmacsha2+256:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A=",
          "Password-With-Header {X-PBKDF2}{x-pbkdf2}HMACSHA2+256:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A=");

  private static final List<String> USELESS =
      List.of(
          "SSHA3-256-Password 88cf1a3d70fdea01c88d01fd6383944c81fd243f6ed418b772122fcc38f568f973616c74",
          "Password-With-Header {ssha3-256}88cf1a3d70fdea01c88d01fd6383944c81fd243f6ed418b772122fcc38f568f973616c74",
          "PBKDF2-Password $pbkdf2-sha256$1000$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
          "PBKDF2-Password HMACSHA2+256:AAAD6A==:c2FsdHlzYWx0eXNhbHR5IQ==:vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A=",
          "Password-With-Header {PBKDF2-SHA256}1000$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha256$1000$c2FsdDc$4LWkF03xU/uK3w/XJ9Zh0DuWH8S695x4B9OJoY.BLkQ",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha384$1000$c2FsdHlzYWx0eXNhbHR5IQ$I9D/ZzerWW59VMj4XedFjtvgvyx0up6etE8vDIb56Lm1UWgg6zo4ezFsbn3T04P0",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha256$1000$$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
          "Password-With-Header {x-pbkdf2}$pbkdf2-sha256$1000$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZ",
          "Password-With-Header {x-pbkdf2}pbkdf2_sha256$1000$saltysaltysalty!$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A=",
          "Password-With-Header {x-pbkdf2}HMACSHA2+256:AAPo:c2FsdHlzYWx0eXNhbHR5IQ==:vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A=",
          "MD5-Password 00112233");

  private StoredForms() {}

  /** By which the server lets in. */
  public static Stream<StoredPassword> taken() {
    return TAKEN.stream().map(StoredForms::stored);
  }

  /** By which it never does. */
  public static Stream<StoredPassword> useless() {
    return USELESS.stream().map(StoredForms::stored);
  }

  private static StoredPassword stored(String line) {
    String[] words = line.split(" ", 2);
    return new StoredPassword(words[0], Secret.of(words[1]));
  }
}
