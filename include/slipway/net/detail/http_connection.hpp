// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <slipway/net/detail/http_text.hpp>
#include <slipway/net/exchange.hpp>
#include <slipway/net/http_server_options.hpp>

namespace slipway::net::detail {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

class connection_face {
public:
    virtual ~connection_face() = default;
    virtual void close_soon() = 0;
};

/// What the connections of one server share.
struct connection_environment {
    connection_environment(http_server_options o, handler h) : options(std::move(o)), handle(std::move(h)) {
        if (!options.tls) return;
        tls.emplace(asio::ssl::context::tls_server);
        tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
        tls->use_certificate_chain(asio::buffer(options.tls->certificate_pem));
        tls->use_private_key(asio::buffer(options.tls->key_pem), asio::ssl::context::pem);
        if (options.client_ca_pem.empty()) return;
        tls->add_certificate_authority(asio::buffer(options.client_ca_pem));
        tls->set_verify_mode(asio::ssl::verify_peer);  // asked for, not required
        // Whoever shows another authority's certificate is nobody, as one without any: told so by an answer.
        tls->set_verify_callback([](bool, asio::ssl::verify_context&) { return true; });
    }

    void enter(const std::shared_ptr<connection_face>& c) {
        std::unique_lock lock(mutex);
        open.emplace(c.get(), c);
        const bool late = closing;
        lock.unlock();
        if (late) c->close_soon();
    }
    void leave(connection_face* c) {
        std::lock_guard lock(mutex);
        open.erase(c);
    }
    void close_all() {
        std::vector<std::shared_ptr<connection_face>> all;  // let go of without the lock: the last one leaves
        {
            std::lock_guard lock(mutex);
            closing = true;
            for (const auto& [key, weak] : open)
                if (auto c = weak.lock()) all.push_back(std::move(c));
        }
        for (const auto& c : all) c->close_soon();
    }
    std::size_t count() {
        std::lock_guard lock(mutex);
        return open.size();
    }

    http_server_options options;
    handler handle;
    std::optional<asio::ssl::context> tls;
    std::mutex mutex;
    std::unordered_map<connection_face*, std::weak_ptr<connection_face>> open;
    bool closing = false;
};

/// One client. Everything happens on its strand; `exchange` and `body_stream` post to it.
template <class Stream>
class connection final : public connection_face, public std::enable_shared_from_this<connection<Stream>> {
public:
    static constexpr bool encrypted = !std::is_same_v<Stream, beast::tcp_stream>;

    connection(Stream stream, std::shared_ptr<connection_environment> e) : stream_(std::move(stream)), shared_(std::move(e)) {}
    ~connection() override { shared_->leave(this); }

    void start() {
        shared_->enter(this->shared_from_this());
        asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->handshake(); });
    }
    void close_soon() override {
        asio::post(stream_.get_executor(), [self = this->shared_from_this()] { self->close(); });
    }

private:
    using error_code = beast::error_code;

    // --- an exchange and a streamed body, as their users see them

    struct answer final : exchange::face {
        explicit answer(std::shared_ptr<connection> c) : to(std::move(c)) {}
        ~answer() override {
            if (!used.exchange(true)) to->post_response({500, {}, status_body(core::reason::internal_error, 500, "the request was not answered")});
        }
        void respond(response r) override {
            if (!used.exchange(true)) to->post_response(std::move(r));
        }
        body_stream stream(int status, headers h) override {
            auto made = std::make_shared<pieces>(to);
            if (!used.exchange(true))
                asio::post(to->stream_.get_executor(), [to = to, made, status, h = std::move(h)]() mutable { to->begin_stream(made, status, std::move(h)); });
            return body_stream(made);
        }
        std::shared_ptr<connection> to;
        std::atomic<bool> used = false;
    };

    struct pieces final : body_stream::face, std::enable_shared_from_this<pieces> {
        explicit pieces(std::shared_ptr<connection> c) : to(std::move(c)) {}

        bool write(bytes piece) override {
            {
                std::lock_guard lock(mutex);
                if (closed) return false;
                if (piece->empty()) return true;
                waiting += piece->size();
                if (waiting > to->shared_->options.stream_limit) {
                    to->close_soon();
                    return false;
                }
                queue.push_back(std::move(piece));
                if (!std::exchange(posted, true)) wake();
            }
            return true;
        }
        void finish() override {
            std::lock_guard lock(mutex);
            if (closed) return;
            finished = true;
            callback = nullptr;
            wake();
        }
        void on_closed(std::function<void()> f) override {
            {
                std::lock_guard lock(mutex);
                if (!closed) {
                    callback = std::move(f);
                    return;
                }
            }
            f();
        }
        void wake() {
            asio::post(to->stream_.get_executor(), [self = this->shared_from_this(), to = to] { to->drain(self); });
        }
        void gone() {
            std::function<void()> call;
            const std::shared_ptr<connection> last = to;
            {
                std::lock_guard lock(mutex);
                closed = true;
                to.reset();  // whoever keeps the body does not keep the connection, nor the threads under it
                queue.clear();
                call = std::exchange(callback, nullptr);
            }
            if (call) call();
        }

        std::mutex mutex;  // guards what follows
        std::shared_ptr<connection> to;
        std::deque<bytes> queue;
        std::size_t waiting = 0;
        bool posted = false, finished = false, closed = false;
        std::function<void()> callback;
        // On the strand only:
        bool begun = false, writing = false;
    };

    // --- reading

    void handshake() {
        if constexpr (encrypted) {
            beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(10));
            stream_.async_handshake(asio::ssl::stream_base::server, [self = this->shared_from_this()](error_code e) {
                if (e) return self->close();
                self->identify();
                self->read();
            });
        } else {
            read();
        }
    }

    void identify() {
        if constexpr (encrypted) {
            SSL* ssl = stream_.native_handle();
            X509* certificate = SSL_get_peer_certificate(ssl);
            if (!certificate) return;
            if (SSL_get_verify_result(ssl) == X509_V_OK) client_ = identity_of(certificate);
            X509_free(certificate);
        }
    }

    void read() {
        parser_.emplace();
        parser_->body_limit(shared_->options.body_limit);
        parser_->header_limit(static_cast<std::uint32_t>(shared_->options.header_limit));
        beast::get_lowest_layer(stream_).expires_after(shared_->options.read_timeout);
        http::async_read_header(stream_, buffer_, *parser_, [self = this->shared_from_this()](error_code e, std::size_t) {
            if (e) return self->refuse(e);
            if (headers::same(std::string(self->parser_->get()[http::field::expect]), "100-continue")) return self->promise();
            self->read_body();
        });
    }
    void promise() {
        static constexpr char words[] = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(words, sizeof words - 1), [self = this->shared_from_this()](error_code e, std::size_t) {
            if (e) return self->close();
            self->read_body();
        });
    }
    void read_body() {
        http::async_read(stream_, buffer_, *parser_, [self = this->shared_from_this()](error_code e, std::size_t) {
            if (e) return self->refuse(e);
            self->handle();
        });
    }

    void handle() {
        beast::get_lowest_layer(stream_).expires_never();
        http::request<http::string_body> got = parser_->release();
        keep_alive_ = got.keep_alive();
        head_ = got.method() == http::verb::head;
        request made{std::string(got.method_string()), std::string(got.target()), {}, std::move(got.body()), client_};
        for (const auto& field : got) made.headers.add(std::string(field.name_string()), std::string(field.value()));
        const exchange out(std::make_shared<answer>(this->shared_from_this()));
        try {
            shared_->handle(std::move(made), out);
        } catch (const core::status_error& e) {
            out.respond({e.code(), {}, status_body(e.why(), e.code(), e.message())});
        } catch (const std::exception& e) {
            out.respond({500, {}, status_body(core::reason::internal_error, 500, std::string("Internal error occurred: ") + e.what())});
        }
    }

    /// What cannot be read is answered where an answer makes sense, and the connection ends.
    void refuse(error_code e) {
        keep_alive_ = false;
        if (e == http::error::body_limit)
            return respond({413, {}, status_body(core::reason::request_entity_too_large, 413, "the request's body is larger than " + std::to_string(shared_->options.body_limit) + " bytes")});
        if (e == http::error::header_limit)
            return respond({431, {}, status_body(core::reason::bad_request, 431, "the request's header is larger than " + std::to_string(shared_->options.header_limit) + " bytes")});
        const bool malformed = e.category() == make_error_code(http::error::bad_method).category() && e != http::error::end_of_stream && e != http::error::partial_message;
        if (malformed) return respond({400, {}, status_body(core::reason::bad_request, 400, "malformed HTTP request: " + e.message())});
        close();
    }

    // --- writing

    void post_response(response r) {
        asio::post(stream_.get_executor(), [self = this->shared_from_this(), r = std::move(r)]() mutable { self->respond(std::move(r)); });
    }
    void respond(response r) {
        outgoing_ = head_text(r.status, r.headers, keep_alive_, r.body.size());
        if (!head_) outgoing_ += r.body;
        beast::get_lowest_layer(stream_).expires_after(shared_->options.read_timeout);
        asio::async_write(stream_, asio::buffer(outgoing_), [self = this->shared_from_this()](error_code e, std::size_t) { self->next(e); });
    }
    void next(error_code e) {
        outgoing_ = std::string();
        if (e || !keep_alive_) return close();
        read();
    }

    void begin_stream(const std::shared_ptr<pieces>& body, int status, headers h) {
        streaming_ = body;
        outgoing_ = head_text(status, h, keep_alive_, std::nullopt);
        body->writing = true;
        body->begun = true;
        watch_for_end();
        asio::async_write(stream_, asio::buffer(outgoing_), [self = this->shared_from_this(), body](error_code e, std::size_t) { self->written(body, e); });
    }
    /// A client that has ended its side is gone: nobody half-closes a watch and goes on reading.
    void watch_for_end() {
        auto& lowest = beast::get_lowest_layer(stream_);
        lowest.socket().async_wait(asio::socket_base::wait_read, [self = this->shared_from_this(), body = std::weak_ptr<pieces>(streaming_)](error_code e) {
            const auto still = body.lock();
            if (e || !still || self->streaming_ != still) return;
            char byte = 0;
            error_code peeked;
            auto& socket = beast::get_lowest_layer(self->stream_).socket();
            socket.non_blocking(true, peeked);
            const std::size_t n = socket.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, peeked);
            // With TLS the end comes as a record; a client sends nothing else while it watches.
            if (peeked != asio::error::would_block && (n == 0 || encrypted)) self->close();
        });
    }
    void drain(const std::shared_ptr<pieces>& body) {
        if (!body->begun || body->writing || streaming_ != body) return;
        std::string ready;
        bool over = false;
        {
            std::lock_guard lock(body->mutex);
            body->posted = false;
            for (const bytes& piece : body->queue) append_chunk(ready, *piece);
            body->queue.clear();
            body->waiting = 0;
            over = body->finished;
        }
        if (over) ready += "0\r\n\r\n";
        if (ready.empty()) return;
        body->writing = true;
        outgoing_ = std::move(ready);
        asio::async_write(stream_, asio::buffer(outgoing_), [self = this->shared_from_this(), body, over](error_code e, std::size_t) {
            if (!over || e) return self->written(body, e);
            self->streaming_.reset();
            body->gone();
            error_code ignored;
            beast::get_lowest_layer(self->stream_).socket().cancel(ignored);
            self->next(e);
        });
    }
    void written(const std::shared_ptr<pieces>& body, error_code e) {
        body->writing = false;
        outgoing_ = std::string();
        if (e) return close();
        drain(body);
    }

    void close() {
        if (const auto body = std::exchange(streaming_, nullptr)) body->gone();
        error_code ignored;
        beast::get_lowest_layer(stream_).socket().shutdown(asio::socket_base::shutdown_both, ignored);
        beast::get_lowest_layer(stream_).close();
    }

    Stream stream_;
    std::shared_ptr<connection_environment> shared_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<identity> client_;
    std::string outgoing_;
    std::shared_ptr<pieces> streaming_;
    bool keep_alive_ = true, head_ = false;
};

inline void start_connection(asio::ip::tcp::socket socket, const std::shared_ptr<connection_environment>& shared) {
    boost::system::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto strand = asio::make_strand(socket.get_executor());
    asio::ip::tcp::socket own(strand);
    const auto protocol = socket.local_endpoint(ignored).protocol();
    const auto handle = socket.release(ignored);
    own.assign(protocol, handle, ignored);
    if (shared->tls) {
        using stream = beast::ssl_stream<beast::tcp_stream>;
        std::make_shared<connection<stream>>(stream(beast::tcp_stream(std::move(own)), *shared->tls), shared)->start();
    } else {
        std::make_shared<connection<beast::tcp_stream>>(beast::tcp_stream(std::move(own)), shared)->start();
    }
}

}  // namespace slipway::net::detail
