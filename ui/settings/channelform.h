// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/engine/credentials.h"
#include "app/engine/plugincatalog.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class FactRow;
class FieldEditor;
class FormFold;
class SecretEditor;

// A channel as a form: the plugin's fields drawn from its description, and what every channel has. It holds no secret
// but what is being typed.
class ChannelForm : public QWidget
{
    Q_OBJECT
public:
    // Judges settings as PluginCatalog::origin() does.
    using Check = std::function<Result<QUrl>(const QJsonObject &settings)>;

    struct Setup
    {
        std::optional<PluginInfo> plugin; // nothing: not installed; then the settings stay as they are
        Channel channel;
        bool saved = false; // the channel is in the workspace, and its keys are where it says
        // For a new channel: the variable in which its key, the plugin's secretField(), usually is. Empty: in none;
        // nothing: the plugin's own word holds.
        std::optional<QString> environment;
        bool keyExpected = false; // for a new channel: it will hardly work without that key
        QStringList takenNames;   // of other channels
    };

    ChannelForm(const Setup &setup, Check check, QWidget *parent = nullptr);

    void setKeychainAvailable(bool available);
    // A key that was kept is gone (one that was for a session, after a new start).
    void setKeyGone();

    // As the form stands, without secrets.
    Channel channel() const;
    Secrets typedSecrets() const;
    // Where requests would go, as far as the form tells by now; an empty URL: nowhere, nothing leaves the machine.
    std::optional<QUrl> destination() const;
    bool isModified() const;
    bool isValid() const { return m_valid; }

    // What is in the form is saved now.
    void setSaved();
    // Says beside each field what is wrong with it, and goes to the first.
    void showProblems();

signals:
    void changed();

private:
    void addSection(const QString &title);
    FieldEditor *addField(QVBoxLayout *rows, const PluginField &field, const QJsonValue &value);
    FormFold *addFold(const QString &title);
    void addSetting(QVBoxLayout *rows, const PluginField &field);
    void addSecret(QVBoxLayout *rows, const PluginField &field);
    void addConnection();
    void addAccess();
    void addOperator();
    void addMore();
    void addLimits();

    void showWhatApplies();
    bool applies(const PluginField &field) const;
    void validate();
    bool accept(FieldEditor *editor, const QString &problem);
    QString nameProblem() const;
    bool validateOrigin(bool settingsAreValid);
    bool validateSecrets();
    bool validateLimits();
    QJsonObject allSettings() const;
    QJsonObject settings() const; // of those that apply

    Setup m_setup;
    Check m_check;
    Channel m_initial; // as the form was filled
    QUrl m_origin;
    bool m_destinationKnown = false;
    bool m_valid = false;
    bool m_saySoWhenMissing = false; // not before the person tried to save
    QWidget *m_firstWrong = nullptr;

    QVBoxLayout *m_layout;
    FactRow *m_destination;
    FieldEditor *m_name = nullptr;
    FieldEditor *m_operator = nullptr;
    FieldEditor *m_jurisdiction = nullptr;
    FieldEditor *m_region = nullptr;
    QList<FieldEditor *> m_settings; // the plugin's
    QList<SecretEditor *> m_secrets;
    QList<FieldEditor *> m_limits; // in the order of limitFields()
};

} // namespace evenhand
