// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include <evenhand/provider.h>

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using namespace evenhand;

constexpr int defaultPause = 40;

// One answer on its way. The base class keeps the order that every reply promises: nothing is emitted before chat() has
// returned, and nothing after the end.
class EchoReply final : public ChatReply
{
    Q_OBJECT
public:
    EchoReply(const QString &text, std::chrono::milliseconds pause)
        : m_words(text.split(u' '))
    {
        connect(&m_timer, &QTimer::timeout, this, &EchoReply::sayNextWord);
        m_timer.start(pause);
    }

private:
    void sayNextWord()
    {
        const QString word = m_words.takeFirst();
        if (!m_words.isEmpty()) {
            deliver({TextDelta{word + u' '}});
            return;
        }
        m_timer.stop();
        deliver({TextDelta{word}, Stopped{.reason = StopReason::Stop, .raw = u"end"_s}});
        finish({});
    }

    void abort() override { m_timer.stop(); }

    QStringList m_words;
    QTimer m_timer;
};

class EchoModels final : public ModelsReply
{
    Q_OBJECT
public:
    EchoModels() { finish(QList{ModelInfo{.id = u"echo"_s, .name = u"Echo"_s}}); }

private:
    void abort() override {}
};

// A channel at work.
class EchoProvider final : public Provider
{
    Q_OBJECT
public:
    explicit EchoProvider(std::chrono::milliseconds pause)
        : m_pause(pause)
    {
    }

    Capabilities capabilities() const override { return {.listsModels = true, .streams = true}; }
    ModelsReply *listModels() override { return new EchoModels; }

    ChatReply *chat(const ChatRequest &request) override
    {
        return new EchoReply(request.messages.isEmpty() ? QString() : request.messages.last().text, m_pause);
    }

private:
    std::chrono::milliseconds m_pause;
};

// What the program loads.
class EchoPlugin final : public QObject, public ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandProviderPlugin_iid FILE "echo.json")
    Q_INTERFACES(evenhand::ProviderPlugin)
public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        if (pause(settings) < 0ms) {
            return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                         .message = u"The pause between words cannot be negative."_s});
        }
        return QUrl(); // nothing leaves the machine
    }

    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &) override
    {
        return std::make_unique<EchoProvider>(pause(settings));
    }

private:
    static std::chrono::milliseconds pause(const QJsonObject &settings)
    {
        return std::chrono::milliseconds(settings["pause"_L1].toInt(defaultPause));
    }
};

} // namespace

#include "echo.moc"
