// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/replay/library.h"
#include "plugins/replay/playback.h"
#include "plugins/replay/replayreply.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace evenhand::replay {
namespace {

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

Result<Speed> speedOf(const QJsonObject &settings)
{
    const QString text = settings.value("speed"_L1).toString(u"1"_s);
    if (text == "instant"_L1)
        return Speed{.factor = std::nullopt};
    bool isNumber = false;
    const double factor = text.toDouble(&isNumber);
    if (!isNumber || !(factor > 0))
        return invalid(u"The speed must be 1, 2, 10 or instant."_s);
    return Speed{.factor = factor};
}

Playback failed(const QString &message)
{
    return {.events = {},
            .outcome = {.error = Error{.code = ErrorCode::BadRequest, .message = message, .detail = {}},
                        .retryable = false,
                        .retryAfter = {}},
            .end = {}};
}

const RecordedAnswer *answerTo(const ChatRequest &request, const Recording &recording)
{
    const auto last = std::ranges::find(request.messages.rbegin(), request.messages.rend(), Role::User, &Message::role);
    const auto answered = std::count_if(request.messages.rbegin(), last,
                                        [](const Message &message) { return message.role == Role::Assistant; });
    return recording.answerTo(last == request.messages.rend() ? QString() : last->text, int(answered) + 1);
}

class ReplayModels final : public ModelsReply
{
    Q_OBJECT
public:
    explicit ReplayModels(const QList<ModelInfo> &models) { finish(models); }

private:
    void abort() override {}
};

class ReplayProvider final : public Provider
{
    Q_OBJECT
public:
    ReplayProvider(QMap<QString, Recording> library, const Speed &speed)
        : m_library(std::move(library))
        , m_speed(speed)
    {
    }

    Capabilities capabilities() const override
    {
        return {.listsModels = true, .streams = true, .reasoningText = true, .toolCalls = true, .illustrative = true};
    }

    ModelsReply *listModels() override
    {
        QList<ModelInfo> models;
        for (const Recording &recording : std::as_const(m_library))
            models.append(recording.model);
        return new ReplayModels(models);
    }

    ChatReply *chat(const ChatRequest &request) override { return new ReplayReply(playbackFor(request)); }

private:
    Playback playbackFor(const ChatRequest &request) const
    {
        const auto recording = m_library.constFind(request.model);
        if (recording == m_library.constEnd())
            return failed(u"There is no recording of a model “%1”. There are recordings of: %2."_s.arg(
                request.model, QStringList(m_library.keys()).join(", "_L1)));
        const RecordedAnswer *answer = answerTo(request, *recording);
        if (!answer)
            return failed(u"The recording of “%1” has no answer to this prompt."_s.arg(request.model));
        return play(*recording, *answer, request, m_speed);
    }

    QMap<QString, Recording> m_library;
    Speed m_speed;
};

} // namespace

class ReplayPlugin final : public QObject, public ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandProviderPlugin_iid FILE "replay.json")
    Q_INTERFACES(evenhand::ProviderPlugin)
public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        if (const Result<Speed> speed = speedOf(settings); !speed)
            return std::unexpected(speed.error());
        const QString folder = settings.value("folder"_L1).toString();
        if (!folder.isEmpty() && !QDir(folder).exists())
            return invalid(u"There is no folder “%1”."_s.arg(folder));
        return QUrl(); // nothing leaves the machine
    }

    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &) override
    {
        const Result<Speed> speed = speedOf(settings);
        if (!speed)
            return std::unexpected(speed.error());
        Result<QMap<QString, Recording>> library = loadLibrary(settings.value("folder"_L1).toString());
        if (!library)
            return std::unexpected(library.error());
        return std::make_unique<ReplayProvider>(*std::move(library), *speed);
    }
};

} // namespace evenhand::replay

#include "replayplugin.moc"
