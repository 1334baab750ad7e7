// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/reply.h>

#include <QDateTime>
#include <QLoggingCategory>
#include <QtPlugin>

#include <memory>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
QT_END_NAMESPACE

namespace evenhand {

// What a provider can do. Everything is off until a plugin says otherwise.
struct Capabilities
{
    bool listsModels = false;
    bool streams = false;
    bool reasoningText = false;
    bool toolCalls = false;
    bool images = false;
    bool documents = false;
    bool structuredOutput = false;
    bool illustrative = false; // answers were written or recorded beforehand: the program says so beside each of them

    bool operator==(const Capabilities &) const = default;
};

struct ModelInfo
{
    QString id;
    QString name; // for a person; empty: the id
    std::optional<qint64> contextLength;
    std::optional<qint64> maxOutput;
    QStringList inputs;   // "text", "image", "file", "audio" as far as the provider says
    QStringList features; // "tools", "reasoning", "structured output" likewise
    QStringList lacks;    // words of these two lists, where the provider says that the model does not take or have it
    QString note;       // such as "not loaded" or "shuts down on 2027-01-31"

    bool operator==(const ModelInfo &) const = default;
};

using ModelList = Result<QList<ModelInfo>>;

// What a channel's requests are authorised with, where that was found or fetched, or may end.
struct CredentialInfo
{
    QString origin;                   // for a person: "profile “work”, single sign-on session"
    std::optional<QDateTime> expires; // no value: it does not, or nobody knows
    QString renewal;                  // a sentence: what the person does when it ends; empty: it is renewed by itself

    bool operator==(const CredentialInfo &) const = default;
};

// What a person should know beside a list of models.
struct ModelsNotes
{
    std::optional<CredentialInfo> credential;
    QStringList notices; // sentences

    bool operator==(const ModelsNotes &) const = default;
};

class EVENHAND_SDK_EXPORT ModelsReply : public Reply
{
    Q_OBJECT
public:
    using Reply::Reply;

signals:
    void noted(const evenhand::ModelsNotes &notes); // before finished, at most once
    void finished(const evenhand::ModelList &models);

protected:
    void note(ModelsNotes notes);
    void finish(ModelList models);
    void emitCancelled() override;
};

// What a plugin gets from the program. There are no globals, no settings and no database beside it.
struct ProviderContext
{
    // Lives in the thread in which create() is called and outlives the provider. Cookies and redirects are off.
    QNetworkAccessManager *network = nullptr;
    // The secret of a settings field, for requests to one origin (scheme, host, port) and nowhere else.
    // Fails with ErrorCode::Auth and a sentence for the person; an optional field that was left empty gives an empty value.
    std::function<Result<QByteArray>(const QString &field, const QUrl &origin)> secret;
    QByteArray userAgent;
    const QLoggingCategory *log = nullptr; // never log bodies, keys or prompts above debug level
};

// A channel at work. Lives in one thread, serves any number of chats at once.
class EVENHAND_SDK_EXPORT Provider : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual Capabilities capabilities() const = 0;
    virtual ModelsReply *listModels() = 0;
    virtual ChatReply *chat(const ChatRequest &request) = 0;
};

// The root object of a provider plugin. Its metadata JSON is described in plugins/sdk/README.md.
class EVENHAND_SDK_EXPORT ProviderPlugin
{
public:
    ProviderPlugin() = default;
    virtual ~ProviderPlugin();
    Q_DISABLE_COPY_MOVE(ProviderPlugin)

    // Where the requests of a channel with these settings go; an empty URL when nothing leaves the machine.
    // Fails with ErrorCode::InvalidInput and a sentence when the settings cannot work.
    virtual Result<QUrl> origin(const QJsonObject &settings) const = 0;

    // Called in the thread in which the provider will live.
    virtual Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) = 0;
};

} // namespace evenhand

#define EvenhandProviderPlugin_iid "org.evenhand.ProviderPlugin/1"
Q_DECLARE_INTERFACE(evenhand::ProviderPlugin, EvenhandProviderPlugin_iid)
Q_DECLARE_METATYPE(evenhand::ModelsNotes)
Q_DECLARE_METATYPE(evenhand::ModelList)
