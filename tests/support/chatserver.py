# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A loopback server that speaks enough of chat completions for tests of the whole program. The name of the model says
how it answers:

  hello       streams a short answer at once
  echo-key    streams the caller's own key back, in pieces of three characters
  steady      streams ten words, one every 20 ms
  endless     streams a word every 20 ms until the caller goes
  cut         streams two words, then closes the connection
  anything    else is an unknown model, unless the server was given a script for it
"""

import contextlib
import http.server
import itertools
import json
import threading
import time

KEY = "sk-canary-4f1c77d2"
MODELS = ["hello", "echo-key", "steady", "endless", "cut"]
PAUSE = 0.02
STEADY = "".join(f"w{number} " for number in range(10))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def key(self):
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def reply(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def refused(self):
        if self.key() == KEY:
            return False
        self.reply(401, {"error": {"message": f"Incorrect API key provided: {self.key()}", "type": "invalid_request_error"}})
        return True

    def do_GET(self):
        if not self.refused():
            self.reply(200, {"object": "list", "data": [{"id": model, "object": "model"}
                                                        for model in [*MODELS, *self.server.scripts]]})

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        self.sent = []  # when each piece was handed to the network, on the monotonic clock
        self.server.sent.append((request, self.sent))
        if self.refused():
            return
        model = request["model"]
        if model in self.server.scripts:
            self.answer_from_script(self.server.scripts[model])
            return
        if model not in MODELS:
            self.reply(404, {"error": {"message": f"model '{model}' not found", "type": "not_found_error"}})
            return
        with contextlib.suppress(ConnectionError):
            getattr(self, "answer_" + model.replace("-", "_"))()

    def start_stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, data):
        event = b"data: " + (data if isinstance(data, bytes) else json.dumps(data).encode()) + b"\n\n"
        self.wfile.write(b"%x\r\n%b\r\n" % (len(event), event))
        self.wfile.flush()

    def say_delta(self, delta, finish=None):
        self.chunk({"id": "chat-1", "object": "chat.completion.chunk", "model": "served",
                    "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def say(self, text, finish=None):
        self.say_delta({"content": text} if text else {}, finish)

    def end_stream(self):
        self.say("", "stop")
        self.chunk({"id": "chat-1", "object": "chat.completion.chunk", "model": "served", "choices": [],
                    "usage": {"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8}})
        self.chunk(b"[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def answer_from_script(self, deltas):
        self.start_stream()
        for delta in deltas:
            self.say_delta(delta)
        self.end_stream()

    def answer_hello(self):
        self.start_stream()
        for word in ("Hello", ", ", "you."):
            self.say(word)
        self.end_stream()

    def answer_echo_key(self):
        self.start_stream()
        key = self.key()
        for start in range(0, len(key), 3):
            self.say(key[start:start + 3])
        self.end_stream()

    def say_words(self, numbers):
        for number in numbers:
            self.say(f"w{number} ")
            self.sent.append(time.monotonic())
            time.sleep(PAUSE)

    def answer_steady(self):
        self.start_stream()
        self.say_words(range(10))
        self.end_stream()

    def answer_endless(self):
        self.start_stream()
        self.say_words(itertools.count())

    def answer_cut(self):
        self.start_stream()
        self.say("two ")
        self.say("words")
        self.close_connection = True
        self.connection.close()


class ChatServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, scripts=None):
        """scripts: by model, the deltas that are streamed at once."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.scripts = scripts or {}
        self.requests = []
        self.sent = []  # (request, times) for each request
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # callers that go in mid-answer are what some tests are about

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"
