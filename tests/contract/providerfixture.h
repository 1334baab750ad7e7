// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

#include <evenhand/provider.h>

#include <QNetworkAccessManager>
#include <QPluginLoader>

namespace evenhand {

class NetworkFixture;

// One provider plugin, and how to make it say things. A plugin joins the contract by a fixture of its own, named in
// makeFixture().
class ProviderFixture
{
public:
    using Pause = std::chrono::milliseconds;

    explicit ProviderFixture(const QString &plugin);
    virtual ~ProviderFixture();
    Q_DISABLE_COPY_MOVE(ProviderFixture)

    // A plugin has a name for each protocol that it speaks.
    static QStringList names();
    static std::unique_ptr<ProviderFixture> make(const QString &name);

    const QString &id() const { return m_id; } // of the plugin

    // Null for a plugin that needs no network; the cases about networks are skipped then.
    virtual NetworkFixture *network() { return nullptr; }

    // A provider that answers each chat with these events, a pause before each of them. The last one is Stopped.
    virtual std::unique_ptr<Provider> providerOf(const ChatEvents &answer, Pause pause = Pause(0)) = 0;

    // The answer as the provider's protocol can carry it: some have no words of their own for a refusal, or do not count
    // reasoning for itself.
    virtual ChatEvents sayable(const ChatEvents &answer) const { return answer; }

    virtual ChatRequest request() const;

    // False where the list is a catalogue, of which the account may have nothing.
    virtual bool hasDependableList() const { return true; }

    QJsonObject metaData() const { return m_loader.metaData(); }
    ProviderPlugin &plugin() const { return *m_plugin; }
    // What the context's secret look-up was asked for.
    const QList<QUrl> &askedOrigins() const { return m_askedOrigins; }

    static constexpr const char *canary = "sk-canary-6f1d0c5e";

protected:
    std::unique_ptr<Provider> create(const QJsonObject &settings);
    virtual QByteArray secret(const QString &field) const; // the canary, unless a fixture says otherwise

private:
    QString m_id;
    QPluginLoader m_loader;
    ProviderPlugin *m_plugin = nullptr;
    QNetworkAccessManager m_network;
    QList<QUrl> m_askedOrigins;
};

// A provider that speaks HTTP, here with a scripted server.
class NetworkFixture : public ProviderFixture
{
public:
    using ProviderFixture::ProviderFixture;

    NetworkFixture *network() override { return this; }
    std::unique_ptr<Provider> providerOf(const ChatEvents &answer, Pause pause) override;

    // A provider whose server answers like this.
    std::unique_ptr<Provider> providerOf(const ServerAnswer &answer);
    // A provider of whatever server.
    std::unique_ptr<Provider> providerAt(const QUrl &server);

    // The answer as the provider's server would stream it: one piece for each event, and one for the end if there is one.
    virtual QByteArrayList stream(const ChatEvents &answer) const = 0;
    // The same with what only answers that call tools have besides.
    virtual QByteArrayList callingStream(const ChatEvents &answer) const { return stream(answer); }
    virtual QByteArray document(const ChatEvents &answer) const = 0; // the same in one piece
    virtual QByteArray errorBody(const QByteArray &code, const QByteArray &message) const = 0;
    virtual QByteArray modelsBody(const QStringList &ids) const = 0;
    virtual QJsonObject settings(const QUrl &server) const = 0;
    // Whether the server saw the canary where the provider sends its key.
    virtual bool sawKey(const SeenRequest &request) const = 0;
    // Why the provider's real server would refuse the request; empty: it would not. Asked about each request that came.
    virtual QString complaint(const SeenRequest &) const { return {}; }
    // The fixture's credentials were not entered for the channel, and so go to the provider and to this machine only.
    virtual bool keepsCredentialsHere() const { return false; }
    // Whether the provider's errors tell a quota that is used up from a rate that is too high.
    virtual bool tellsQuota() const { return true; }

    // Models that the plugin has different rules for.
    virtual QStringList models() const { return {request().model}; }
    // The provider fails after the stream has begun.
    virtual QByteArray failureInStream(const QByteArray &words) const = 0;
    // How the provider says such a failure; no value when it has no way to.
    virtual std::optional<ServerAnswer> failure(ErrorCode code, const QByteArray &words) const = 0;
    // A parameter that the plugin sends, and the provider's refusal of it.
    struct Refusal
    {
        Parameters parameters;
        QString name; // as notices call it
        ServerAnswer answer;
    };
    virtual Refusal refusal() const = 0;

    // The wire of the provider. Server-sent events have more ways to say the same than others.
    virtual QByteArray contentType() const { return "text/event-stream; charset=utf-8"; }
    virtual bool sendsServerSentEvents() const { return true; }
    virtual bool hasEnd() const { return true; } // the stream says where it ends, before the server ends it
    virtual QByteArray keepAlive() const { return ": working\n\n"; } // bytes that say nothing
    virtual QByteArray tornPiece() const { return ": half a li"; }   // the beginning of a piece

    // A stream of these bytes.
    ServerAnswer streamed(const QByteArray &bytes) const;

    ScriptedServer server;
};

} // namespace evenhand
