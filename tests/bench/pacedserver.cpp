// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/pacedserver.h"

#include <array>
#include <csignal>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace evenhand {
namespace {

std::int64_t nanosecondsNow()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

std::string chunk(std::string_view body)
{
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", body.size());
    return size.data() + std::string(body) + "\r\n";
}

const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string token(std::string_view delta)
{
    return chunk(R"(data: {"id":"b","object":"chat.completion.chunk","created":0,"model":"bench",)"
                 R"("choices":[{"index":0,"delta":)"
                 + std::string(delta)
                 + R"(,"finish_reason":null}]})"
                   "\n\n");
}

const std::string word = token(R"({"content":"word "})");
const std::string last = chunk(R"(data: {"id":"b","object":"chat.completion.chunk","created":0,"model":"bench",)"
                               R"("choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
                               "\n\ndata: [DONE]\n\n")
                         + "0\r\n\r\n";

// The body of a whole request at the beginning of the buffer, which loses it.
std::optional<std::string> takeRequest(std::string &buffer)
{
    const std::size_t headEnd = buffer.find("\r\n\r\n");
    if (headEnd == std::string::npos)
        return std::nullopt;
    static constexpr std::string_view lengthName = "content-length:";
    const auto sameLetter = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    const auto found = std::search(buffer.begin(), buffer.begin() + std::ptrdiff_t(headEnd), lengthName.begin(),
                                   lengthName.end(), sameLetter);
    const std::size_t at = std::size_t(found - buffer.begin());
    const std::size_t length = at < headEnd ? std::stoul(buffer.substr(at + lengthName.size(), 20)) : 0;
    if (buffer.size() < headEnd + 4 + length)
        return std::nullopt;
    std::string body = buffer.substr(headEnd + 4, length);
    buffer.erase(0, headEnd + 4 + length);
    return body;
}

class Loop
{
public:
    Loop(int listener, const PacedServer::Pace &pace, const std::vector<PacedServer::Script> &scripts,
         std::span<PacedServer::Record> records)
        : m_listener(listener)
        , m_pace(pace)
        , m_scripts(scripts)
        , m_records(records)
        , m_epoll(epoll_create1(0))
        , m_timer(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK))
    {
        watch(m_listener);
        watch(m_timer);
    }

    [[noreturn]] void run()
    {
        std::array<epoll_event, 256> events{};
        for (;;) {
            const int count = epoll_wait(m_epoll, events.data(), int(events.size()), -1);
            for (int i = 0; i < count; ++i)
                handle(events[std::size_t(i)].data.fd);
            sendDue();
            armTimer();
        }
    }

private:
    struct Answer
    {
        int socket = -1;
        std::size_t request = 0;
        int sent = 0; // tokens
    };

    void watch(int file) const
    {
        epoll_event event{.events = EPOLLIN, .data = {.fd = file}};
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, file, &event);
    }

    void handle(int file)
    {
        if (file == m_listener)
            accept();
        else if (file == m_timer)
            readTimer();
        else
            read(file);
    }

    void accept()
    {
        const int socket = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK);
        const int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        watch(socket);
    }

    void readTimer() const
    {
        std::uint64_t expirations = 0;
        [[maybe_unused]] const ssize_t size = ::read(m_timer, &expirations, sizeof(expirations));
    }

    void read(int socket)
    {
        std::array<char, 65536> bytes{};
        const ssize_t size = ::read(socket, bytes.data(), bytes.size());
        if (size <= 0) {
            m_buffers.erase(socket);
            close(socket);
            return;
        }
        std::string &buffer = m_buffers[socket];
        buffer.append(bytes.data(), std::size_t(size));
        if (const std::optional<std::string> body = takeRequest(buffer))
            schedule(socket, *body);
    }

    void schedule(int socket, const std::string &body)
    {
        static constexpr std::string_view mark = "bench-";
        const std::int64_t now = nanosecondsNow();
        const std::size_t at = body.find(mark);
        const std::size_t request =
            at == std::string::npos ? m_records.size() : std::stoul(body.substr(at + mark.size(), 9));
        if (request >= m_records.size())
            return;
        m_records[request].arrived = now;
        m_due.emplace(now + std::chrono::nanoseconds(m_pace.firstToken).count(), Answer{socket, request, 0});
    }

    void sendDue()
    {
        while (!m_due.empty() && m_due.begin()->first <= nanosecondsNow()) {
            auto [due, answer] = *m_due.begin();
            m_due.erase(m_due.begin());
            sendToken(answer);
            if (answer.sent < m_pace.tokens)
                m_due.emplace(due + std::chrono::nanoseconds(m_pace.between).count(), answer);
        }
    }

    std::string nextToken(const Answer &answer) const
    {
        if (answer.request >= m_scripts.size())
            return word;
        const PacedServer::Script &script = m_scripts[answer.request];
        return token(script[std::size_t(answer.sent) % script.size()]);
    }

    void sendToken(Answer &answer)
    {
        std::string bytes = answer.sent == 0 ? head + nextToken(answer) : nextToken(answer);
        if (answer.sent == 0)
            m_records[answer.request].firstToken = nanosecondsNow();
        if (++answer.sent == m_pace.tokens)
            bytes += last;
        [[maybe_unused]] const ssize_t size = send(answer.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

    void armTimer() const
    {
        itimerspec when{};
        if (!m_due.empty()) {
            when.it_value.tv_sec = m_due.begin()->first / 1'000'000'000;
            when.it_value.tv_nsec = m_due.begin()->first % 1'000'000'000;
        }
        timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &when, nullptr);
    }

    int m_listener;
    PacedServer::Pace m_pace;
    const std::vector<PacedServer::Script> &m_scripts;
    std::span<PacedServer::Record> m_records;
    int m_epoll;
    int m_timer;
    std::map<int, std::string> m_buffers;      // what each socket has brought of its next request
    std::multimap<std::int64_t, Answer> m_due; // by the moment of the next token
};

// A listening socket on a free loopback port, and the port.
std::optional<std::pair<int, int>> listenOnLoopback()
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof(address);
    if (bind(listener, generic, size) != 0 || listen(listener, 1024) != 0 || getsockname(listener, generic, &size) != 0)
        return std::nullopt;
    return std::pair(listener, int(ntohs(address.sin_port)));
}

} // namespace

std::optional<PacedServer> PacedServer::start(const Pace &pace, int mostRequests, const std::vector<Script> &scripts)
{
    const auto count = std::size_t(mostRequests);
    void *shared = mmap(nullptr, count * sizeof(Record), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const std::optional<std::pair<int, int>> listening = listenOnLoopback();
    if (shared == MAP_FAILED || !listening)
        return std::nullopt;
    PacedServer server;
    server.m_port = listening->second;
    server.m_records = std::span(static_cast<Record *>(shared), count);
    server.m_process = fork();
    if (server.m_process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        Loop(listening->first, pace, scripts, server.m_records).run();
    }
    close(listening->first);
    return server.m_process < 0 ? std::nullopt : std::optional(std::move(server));
}

PacedServer::PacedServer(PacedServer &&other) noexcept
    : m_process(std::exchange(other.m_process, -1))
    , m_port(other.m_port)
    , m_records(std::exchange(other.m_records, {}))
{
}

PacedServer::~PacedServer()
{
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    if (!m_records.empty())
        munmap(m_records.data(), m_records.size_bytes());
}

} // namespace evenhand
