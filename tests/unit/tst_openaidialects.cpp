// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatparser.h"
#include "plugins/openai/models.h"
#include "tests/support/chatlog.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

// Answers in the shapes in which the servers that speak chat completions were recorded.
class TestOpenAiDialects : public QObject
{
    Q_OBJECT

private slots:
    void streams_data();
    void streams();
    void splitAtEveryByte_data() { streams_data(); }
    void splitAtEveryByte();
    void costIsKept();
    void detailsComeInPieces();
    void modelsSayWhatTheyCan();
};

static QStringList told(const ChatEvents &events)
{
    QStringList lines = spoken(events);
    for (const ChatEvent &event : events) {
        if (std::holds_alternative<Notice>(event) || std::holds_alternative<ProviderState>(event))
            lines << toText(event);
    }
    return lines;
}

static QStringList parse(const QByteArrayList &reads)
{
    ChatParser parser(false);
    ChatEvents events;
    for (const QByteArray &bytes : reads)
        events += parser.feed(bytes);
    events += parser.finish();
    QStringList lines = told(events);
    if (parser.failure())
        lines << toText(*parser.failure());
    else if (!parser.isComplete())
        lines << u"cut off"_s;
    return lines;
}

static QByteArray stream(const QByteArrayList &chunks, const QByteArray &end = "data: [DONE]\n\n")
{
    QByteArray bytes;
    for (const QByteArray &chunk : chunks)
        bytes += chunk.startsWith(':') ? chunk + "\n\n" : "data: " + chunk + "\n\n";
    return bytes + end;
}

static void row(const char *name, const QByteArrayList &chunks, const QStringList &expected,
                const QByteArray &end = "data: [DONE]\n\n")
{
    QTest::newRow(name) << stream(chunks, end) << expected;
}

static const QString stopped = u"stopped stop (stop)"_s;

static void addCloudRows()
{
    row("Mistral",
        {R"({"id":"a","object":"chat.completion.chunk","created":1,"model":"magistral","choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]},"finish_reason":null}]})",
         R"({"id":"a","model":"magistral","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Hi"}]},"finish_reason":null}]})",
         R"({"id":"a","model":"magistral","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"total_tokens":13,"completion_tokens":3}})"},
        {u"reasoning hm"_s, u"text Hi"_s, stopped, u"usage fresh=10 visible=3"_s});
    row("Mistral, calls",
        {R"({"id":"a","choices":[{"index":0,"delta":{"content":"","tool_calls":[{"id":"yfBEybNYi","function":{"name":"add","arguments":"{\"a\": 1}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3}})"},
        {u"tool 0 [yfBEybNYi] add {\"a\": 1}"_s, u"stopped tool_call (tool_calls)"_s, u"usage fresh=9 visible=3"_s});
    row("Groq",
        {R"({"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"x_groq":{"id":"req_1"}})",
         R"({"id":"c","choices":[{"index":0,"delta":{"reasoning":"hm"},"finish_reason":null}]})",
         R"({"id":"c","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]})",
         R"({"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"queue_time":0.1,"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}},"usage":{"queue_time":0.1,"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}})"},
        {u"reasoning hm"_s, u"text Hi"_s, stopped, u"usage fresh=5 visible=4"_s});
    row("DeepSeek",
        {": keep-alive",
         R"({"id":"d","model":"deepseek","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"hm"},"logprobs":null,"finish_reason":null}]})",
         R"({"id":"d","choices":[{"index":0,"delta":{"content":"Hi","reasoning_content":null},"finish_reason":null}]})",
         R"({"id":"d","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"prompt_tokens_details":{"cached_tokens":20},"completion_tokens_details":{"reasoning_tokens":10},"prompt_cache_hit_tokens":20,"prompt_cache_miss_tokens":10}})"},
        {u"reasoning hm"_s, u"text Hi"_s, stopped, u"usage fresh=10 cached=20 visible=2 reasoning=10"_s});
    row("DeepSeek, calls",
        {R"({"id":"d","model":"deepseek","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"h"}}]})",
         R"({"id":"d","model":"deepseek","choices":[{"index":0,"delta":{"reasoning_content":"m"}}]})",
         R"({"id":"d","model":"deepseek","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"add","arguments":"{}"}}]},"finish_reason":"tool_calls"}]})"},
        {u"reasoning hm"_s, u"tool 0 [c] add {}"_s, u"stopped tool_call (tool_calls)"_s,
         u"state {\"reasoning_content\":\"hm\"}"_s});
    row("xAI",
        {R"({"id":"x","model":"grok","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"hm"}}]})",
         R"({"id":"x","model":"grok","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"}}]})",
         R"({"id":"x","model":"grok","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})",
         R"({"id":"x","model":"grok","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":1,"total_tokens":303,"prompt_tokens_details":{"text_tokens":12,"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":290}}})"},
        {u"reasoning hm"_s, u"text Hi"_s, stopped, u"usage fresh=10 cached=2 visible=1 reasoning=290"_s});
    row("Gemini's error in an array", {R"([{"error":{"code":503,"message":"No.","status":"UNAVAILABLE"}}])"},
        {u"overloaded: The provider has no capacity for now (HTTP 503). Try again later. It says: No. () retryable"_s});
}

static void addGatewayRows()
{
    row("OpenRouter",
        {": OPENROUTER PROCESSING",
         R"({"id":"gen-1","provider":"Azure","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"h","reasoning_details":[{"type":"reasoning.text","text":"h","format":"f","index":0}]},"finish_reason":null,"native_finish_reason":null}]})",
         R"({"id":"gen-1","provider":"Azure","model":"m","choices":[{"index":0,"delta":{"content":"","reasoning":"m","reasoning_details":[{"type":"reasoning.text","text":"m","signature":"s","index":0}]},"finish_reason":null}]})",
         R"({"id":"gen-1","provider":"Azure","model":"m","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]})",
         R"({"id":"gen-1","provider":"Azure","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":10,"completion_tokens":4,"total_tokens":14,"cost":0.001,"is_byok":false,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}}})"},
        {u"reasoning hm"_s, u"text Hi"_s, stopped, u"usage fresh=4 cached=4 written=2 visible=3 reasoning=1"_s,
         u"notice The gateway says that “Azure” answers."_s,
         u"state {\"reasoning_details\":[{\"format\":\"f\",\"index\":0,\"signature\":\"s\",\"text\":\"hm\",\"type\":\"reasoning.text\"}]}"_s});
    row("OpenRouter, error after the start",
        {R"({"id":"gen-1","choices":[{"index":0,"delta":{"content":"H"},"finish_reason":null}]})",
         R"({"id":"gen-1","provider":"X","error":{"code":429,"message":"No.","metadata":{"error_type":"rate_limit_exceeded"}},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]})"},
        {u"text H"_s, u"stopped failed (error)"_s, u"notice The gateway says that “X” answers."_s,
         u"rate_limit: The provider takes no more requests for now (HTTP 429). Try again later. It says: No. () retryable"_s});
    row("LiteLLM, code as text", {R"({"error":{"message":"No.","type":"None","param":"None","code":"401"}})"},
        {u"auth: The provider does not accept the channel's key for this (HTTP 401). Check the key and what it is allowed to do. It says: No. ()"_s});
}

static void addLocalRows()
{
    row("llama.cpp",
        {R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1,"id":"c","model":"m","system_fingerprint":"b1","object":"chat.completion.chunk"})",
         R"({"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"hm"}}],"id":"c"})",
         R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hi"}}],"id":"c"})",
         R"({"choices":[{"finish_reason":"length","index":0,"delta":{}}],"id":"c"})",
         R"({"choices":[],"id":"c","usage":{"completion_tokens":8,"prompt_tokens":23,"total_tokens":31,"prompt_tokens_details":{"cached_tokens":22}},"timings":{"cache_n":22,"prompt_n":1,"predicted_n":8}})"},
        {u"reasoning hm"_s, u"text Hi"_s, u"stopped length (length)"_s, u"usage fresh=1 cached=22 visible=8"_s});
    row("vLLM",
        {R"({"id":"v","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]})",
         R"({"id":"v","choices":[{"index":0,"delta":{"reasoning":"hm"},"logprobs":null,"finish_reason":null,"token_ids":null}]})",
         R"({"id":"v","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","bytes":null,"logprob":-0.1,"top_logprobs":[]}]},"finish_reason":"stop","stop_reason":42}]})",
         R"({"id":"v","choices":[],"usage":{"prompt_tokens":5,"total_tokens":9,"completion_tokens":4,"prompt_tokens_details":null}})"},
        {u"reasoning hm"_s, u"text Hi"_s, stopped, u"usage fresh=5 visible=4"_s});
    row("vLLM, error", {R"({"error":{"message":"No.","type":"BadRequestError","param":null,"code":400}})"},
        {u"bad_request: The provider does not accept the request (HTTP 400). It says: No. ()"_s});
    row("LM Studio, error", {}, {u"server: The provider failed. Trying again may help. It says: No. () retryable"_s},
        "event: error\ndata: {\"error\":\"No.\"}\n\n");
    row("Ollama, error that ends a stream in silence",
        {R"({"id":"o","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"H"},"finish_reason":null}]})",
         R"({"id":"o","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]})"},
        {u"text H"_s, u"cut off"_s}, {});
}

static void addAzureRows()
{
    const QByteArray first =
        R"({"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},"jailbreak":{"filtered":false,"detected":false}}}]})";
    row("Azure",
        {first,
         R"({"choices":[{"content_filter_results":{},"delta":{"content":"","refusal":null,"role":"assistant"},"finish_reason":null,"index":0,"logprobs":null}],"id":"c","model":"gpt","usage":null})",
         R"({"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},"delta":{"content":"Hi"},"finish_reason":null,"index":0}],"id":"c","usage":null})",
         R"({"choices":[{"content_filter_results":{},"delta":{},"finish_reason":"stop","index":0}],"id":"c","usage":null})",
         R"({"choices":[],"id":"c","usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}})"},
        {u"text Hi"_s, stopped, u"usage fresh=9 visible=3"_s});
    row("Azure, filtered after it was shown",
        {first, R"({"choices":[{"delta":{"content":"Hi"},"finish_reason":null,"index":0}],"id":"c"})",
         R"({"choices":[{"content_filter_offsets":{"check_offset":1,"start_offset":1,"end_offset":9},"content_filter_results":{"violence":{"filtered":true,"severity":"medium"},"protected_material_text":{"filtered":false,"detected":true}},"finish_reason":"content_filter","index":0}],"id":"c"})"},
        {u"text Hi"_s, u"stopped filtered (content_filter)"_s,
         u"notice The provider's filter did not let pass: violence (medium)."_s});
    row("Azure, a model of another maker",
        {R"({"choices":[{"delta":{"content":"","reasoning_content":"hm","role":"assistant","tool_calls":null},"finish_reason":null,"index":0,"matched_stop":null}],"id":"c","model":"deepseek"})",
         R"({"choices":[{"delta":{"content":"Hi","reasoning_content":null,"role":null,"tool_calls":null},"finish_reason":"stop","index":0,"matched_stop":1}],"id":"c"})",
         R"({"choices":[],"id":"c","usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"completion_tokens_details":null,"prompt_tokens_details":null,"reasoning_tokens":2}})"},
        {u"reasoning hm"_s, u"text Hi"_s, stopped, u"usage fresh=9 visible=3 reasoning=2"_s});
}

void TestOpenAiDialects::streams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    addCloudRows();
    addGatewayRows();
    addLocalRows();
    addAzureRows();
}

void TestOpenAiDialects::streams()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    QCOMPARE(parse({bytes}), expected);
}

void TestOpenAiDialects::splitAtEveryByte()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    for (qsizetype i = 0; i <= bytes.size(); ++i)
        QCOMPARE(parse({bytes.first(i), bytes.sliced(i)}), expected);
}

void TestOpenAiDialects::costIsKept()
{
    ChatParser parser(false);
    const ChatEvents events = parser.feed(
        stream({R"({"choices":[],"usage":{"prompt_tokens":1,"cost":0.25,"cost_details":{"upstream":1}}})"}));
    QCOMPARE(std::get<UsageReport>(events.first()).raw["cost"_L1].toDouble(), 0.25);
}

// What has an id or a place of its own, or is encrypted, is no continuation.
void TestOpenAiDialects::detailsComeInPieces()
{
    ReasoningDetails details;
    const auto add = [&details](const char *json) { details.add(QJsonDocument::fromJson(json).array()); };
    add(R"([{"type":"reasoning.summary","summary":"a","id":"1","index":0},{"type":"reasoning.summary","summary":"b","id":"2","index":1}])");
    add(R"([{"type":"reasoning.summary","summary":"c","id":null,"index":1}])");
    add(R"([{"type":"reasoning.summary","summary":"d","id":"3","index":1}])");
    add(R"([{"type":"reasoning.encrypted","data":"x"}])");
    add(R"([{"type":"reasoning.encrypted","data":"y"}])");
    const QByteArray expected =
        R"([{"id":"1","index":0,"summary":"a","type":"reasoning.summary"},{"id":"2","index":1,"summary":"bc","type":"reasoning.summary"},{"id":"3","index":1,"summary":"d","type":"reasoning.summary"},{"data":"x","type":"reasoning.encrypted"},{"data":"y","type":"reasoning.encrypted"}])";
    QCOMPARE(QJsonDocument(details.all()).toJson(QJsonDocument::Compact), expected);
}

void TestOpenAiDialects::modelsSayWhatTheyCan()
{
    const ModelList models = parseModels(R"({"data":[
        {"id":"1","supported_parameters":["tools","reasoning","structured_outputs"],"architecture":{"input_modalities":["text","file"]}},
        {"id":"2","capabilities":{"completion_chat":true,"function_calling":true,"reasoning":true,"vision":true},"max_context_length":131072},
        {"id":"3","capabilities":{"completion_chat":false}},
        {"id":"4","type":"embedding"},
        {"id":"5","type":"chat"},
        {"id":"6","capabilities":{"completion_chat":true,"function_calling":false,"vision":false}},
        {"id":"7","supported_parameters":["temperature"],"architecture":{"input_modalities":["text","image"]}}]})",
                                         {});
    QVERIFY(models);
    QCOMPARE(*models,
             QList<ModelInfo>(
                 {{.id = u"1"_s,
                   .name = {},
                   .inputs = {u"text"_s, u"file"_s},
                   .features = {u"tools"_s, u"reasoning"_s, u"structured output"_s},
                   .lacks = {u"image"_s},
                   .note = {}},
                  {.id = u"2"_s,
                   .name = {},
                   .contextLength = 131072,
                   .inputs = {u"text"_s, u"image"_s},
                   .features = {u"tools"_s, u"reasoning"_s},
                   .note = {}},
                  {.id = u"5"_s, .name = {}},
                  {.id = u"6"_s, .lacks = {u"image"_s, u"tools"_s}},
                  {.id = u"7"_s, .inputs = {u"text"_s, u"image"_s}, .lacks = {u"tools"_s, u"structured output"_s}}}));
}

QTEST_GUILESS_MAIN(TestOpenAiDialects)
#include "tst_openaidialects.moc"
