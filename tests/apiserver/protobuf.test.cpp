// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/protobuf.hpp>

#include <catch2/catch.hpp>

namespace protobuf_test {

using namespace slipway;

namespace {

std::string varint(std::uint64_t n) {
    std::string out;
    for (; n > 127; n >>= 7) out += static_cast<char>(n | 128);
    return out + static_cast<char>(n);
}
std::string number(unsigned field, std::uint64_t n) { return varint(field << 3) + varint(n); }
std::string block(unsigned field, const std::string& bytes) {
    return varint(field << 3 | 2) + varint(bytes.size()) + bytes;
}

/// An object in the envelope of Kubernetes' protobuf.
std::string enveloped(const std::string& kind, const std::string& object,
                      const std::string& version = "v1") {
    return std::string("k8s\0", 4) + block(1, block(1, version) + block(2, kind)) +
           block(2, object);
}
int refusal(const std::string& bytes) {
    try {
        apiserver::read_protobuf(bytes);
    } catch (const status_error& e) {
        return e.code();
    }
    return 0;
}
const std::string named = block(1, block(1, "a"));

}  // namespace

TEST_CASE("what kubectl creates is read") {
    const std::string entry = block(1, "k") + block(2, "v");
    const json::value map =
        apiserver::read_protobuf(enveloped("ConfigMap", block(1, block(1, "a") + block(11, entry)) +
                                                            block(2, entry) + block(3, entry)));
    CHECK(map == json::value{{"apiVersion", "v1"},
                             {"kind", "ConfigMap"},
                             {"metadata", {{"name", "a"}, {"labels", {{"k", "v"}}}}},
                             {"data", {{"k", "v"}}},
                             {"binaryData", {{"k", "dg=="}}}});

    const std::string port = number(3, 80) + block(4, number(1, 1) + block(3, "http"));
    const json::value service = apiserver::read_protobuf(
        enveloped("Service", named + block(2, block(1, port) + block(4, "NodePort"))));
    CHECK(service["spec"]["ports"][0] == json::value{{"port", 80}, {"targetPort", "http"}});
    CHECK(service["spec"]["type"] == "NodePort");

    const std::string container =
        block(1, "c") + block(2, "nginx") + block(3, "sleep") + block(3, "1");
    const json::value deployment = apiserver::read_protobuf(enveloped(
        "Deployment", named + block(2, number(1, 3) + block(3, block(2, block(2, container)))),
        "apps/v1"));
    CHECK(deployment["apiVersion"] == "apps/v1");
    CHECK(deployment["spec"]["replicas"] == 3);
    CHECK(deployment["spec"]["template"]["spec"]["containers"][0]["command"] ==
          json::value::array({"sleep", "1"}));

    const json::value options =
        apiserver::read_protobuf(enveloped("DeleteOptions", number(1, 0) + block(4, "Background")));
    CHECK(options["gracePeriodSeconds"] == 0);
    CHECK(options["propagationPolicy"] == "Background");
    CHECK(apiserver::read_protobuf(
              enveloped("DeleteOptions", block(2, block(1, "u")) + block(5, "All")))["dryRun"] ==
          json::value::array({"All"}));
    CHECK(apiserver::read_protobuf(
              enveloped("Deployment", block(2, number(1, 0))))["spec"]["replicas"] == 0);
}

TEST_CASE("what is not known is refused, so that nothing is lost unnoticed") {
    CHECK(refusal(enveloped("Gadget", named)) == 415);
    CHECK(refusal(enveloped("ConfigMap", named + block(99, "x"))) == 415);
    CHECK(refusal(enveloped("ConfigMap", named + number(99, 1))) == 415);
    CHECK(refusal(enveloped("ConfigMap", named + block(99, ""))) == 0);
    CHECK(refusal(enveloped("DeleteOptions", block(9, "x"))) == 415);
}

TEST_CASE("truncated and malformed bytes are refused") {
    CHECK(refusal("") == 400);
    CHECK(refusal("k8s") == 400);
    CHECK(refusal("{\"kind\":\"ConfigMap\"}") == 400);
    const std::string whole = enveloped(
        "ConfigMap", block(1, block(1, "name") + block(11, block(1, "key") + block(2, "value"))) +
                         number(4, 300));
    REQUIRE(refusal(whole) == 0);
    // Cut inside of the object: its own length says that something is missing.
    for (std::size_t n = whole.size() - 1; n > whole.size() - 10; --n)
        CHECK(refusal(whole.substr(0, n)) == 400);
    // Cut between two fields of the envelope, it is another document; anywhere else it is none.
    const std::size_t without_object = enveloped("ConfigMap", "").size() - block(2, "").size();
    CHECK(refusal(whole.substr(0, without_object)) == 0);
    for (std::size_t n = 0; n < whole.size(); ++n)
        if (n != without_object && n != 4) CHECK(refusal(whole.substr(0, n)) == 400);
    CHECK(refusal(whole.substr(0, 4)) == 415);  // nothing of no kind
}

TEST_CASE("varints and lengths beyond all measure are refused") {
    CHECK(refusal(enveloped("ConfigMap", "\x0a\x80")) == 400);  // a length that does not end
    CHECK(refusal(enveloped("ConfigMap",
                            "\x0a\x7f"
                            "short")) == 400);  // longer than what is there
    CHECK(refusal(enveloped("ConfigMap", varint(1 << 3 | 2) + varint(UINT64_MAX))) ==
          400);                                                              // overflows any sum
    CHECK(refusal(enveloped("ConfigMap", std::string(11, '\xff'))) == 400);  // more than 64 bits
    CHECK(refusal(enveloped("ConfigMap", "\x0b")) == 400);                   // a group
    CHECK(refusal(enveloped("ConfigMap",
                            "\x0d"
                            "1234")) == 400);  // a fixed32
    CHECK(refusal(std::string("k8s\0\xff", 5)) == 400);
}

TEST_CASE("a field number is compared as a whole") {
    // 2^32 + 1, cut to 32 bits, would be field 1.
    CHECK(refusal(enveloped("ConfigMap", varint((1ULL << 32 | 1) << 3 | 2) + varint(1) + "x")) ==
          400);
    CHECK(refusal(enveloped("ConfigMap", number(0, 1))) == 400);
}

TEST_CASE("a field of another wire type is refused") {
    CHECK(refusal(enveloped("ConfigMap", number(1, 5))) == 400);             // metadata as a number
    CHECK(refusal(enveloped("ConfigMap", named + block(4, "yes"))) == 400);  // a flag as text
    CHECK(refusal(enveloped("Deployment", named + block(2, block(1, "3")))) == 400);
}

TEST_CASE("nesting goes only as deep as the kinds do") {
    std::string deep = "x";
    for (int i = 0; i < 10'000; ++i) deep = block(1, deep);
    CHECK((refusal(enveloped("ConfigMap", deep)) == 400 ||
           refusal(enveloped("ConfigMap", deep)) == 415));
    CHECK((refusal(std::string("k8s\0", 4) + deep) == 400 ||
           refusal(std::string("k8s\0", 4) + deep) == 415));
}

TEST_CASE("text that is no UTF-8 is refused") {
    CHECK(refusal(enveloped("ConfigMap", block(1, block(1, "\xff\xfe")))) == 400);
}

}  // namespace protobuf_test
