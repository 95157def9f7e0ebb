#include "runtime/base/file_descriptor.hpp"
#include "runtime/http/http_client.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <memory>
#include <string>
#include <thread>

using namespace stratgen;

namespace {

template <auto free>
struct FreedBy {
  template <class T>
  void operator()(T* pointer) const {
    free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, FreedBy<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, FreedBy<SSL_free>>;

// For localhost, by itself: nobody else vouches for it.
Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const std::string host = "localhost";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(host.data()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

}  // namespace

TEST_CASE("a certificate that nobody vouches for ends the call before anything is sent") {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate = self_signed(key.get());
  const Context context(SSL_CTX_new(TLS_server_method()));
  REQUIRE(SSL_CTX_use_certificate(context.get(), certificate.get()) == 1);
  REQUIRE(SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1);

  const FileDescriptor listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  REQUIRE(bind(listener.get(), raw, size) == 0);
  REQUIRE(listen(listener.get(), 1) == 0);
  REQUIRE(getsockname(listener.get(), raw, &size) == 0);

  int accepted = 1;
  std::thread server([&] {
    const FileDescriptor connection(accept(listener.get(), nullptr, nullptr));
    const Session session(SSL_new(context.get()));
    SSL_set_fd(session.get(), connection.get());
    char byte = 0;
    accepted = SSL_accept(session.get()) == 1 ? SSL_read(session.get(), &byte, 1) : 0;
  });
  HttpClient client;
  const auto answer =
      client.send({.method = "POST",
                   .url = fmt::format("https://localhost:{}", ntohs(address.sin_port)),
                   .headers = {{"x-api-key", "secret"}},
                   .body = "{}"});
  server.join();
  REQUIRE(!answer);
  CHECK(answer.error().fault == TransportFault::Tls);
  CHECK(!answer.error().sent);
  CHECK(answer.error().message.find("its certificate does not hold") != std::string::npos);
  CHECK(accepted <= 0);
}
