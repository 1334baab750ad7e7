// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/engine/plugincatalog.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
QT_END_NAMESPACE

namespace evenhand {

class FormRow;

// A settings field of type Secret: where the key is kept, and a place to type one. A key that is kept is never shown.
class SecretEditor : public QWidget
{
    Q_OBJECT
public:
    explicit SecretEditor(const PluginField &field, QWidget *parent = nullptr);

    const PluginField &field() const { return m_field; }

    // Not known yet until this was called: the keychain is offered. told: a keychain that is missing is spoken of here.
    void setKeychainAvailable(bool available, bool told = true);
    // Where the key of a saved channel is. boundTo: the origin it was given for; kept: a key is there.
    void setReference(const CredentialRef &reference, const QUrl &boundTo, bool kept);
    // For a new channel: proposes a place. environment: the variable that people usually keep this key in; may be empty.
    void propose(const QString &environment, bool expected);
    // Where requests go now. A key that was given for another origin must be given again.
    void setOrigin(const QUrl &origin);

    CredentialRef reference() const;
    QByteArray typed() const; // empty: nothing was typed
    void clearTyped();

    QString validate() const;
    void setProblem(const QString &problem);

signals:
    void changed();

private:
    void fillPlaces(bool withKeychain);
    void setPlace(CredentialRef::Kind kind);
    CredentialRef::Kind place() const;
    bool isTyped() const; // the place takes a key that is typed
    bool isKept() const;  // the key in the place chosen can be used for the origin
    void showPlace();
    QString placeHint() const;
    QString keyHint() const;
    QString variableHint() const;

    PluginField m_field;
    CredentialRef m_saved;
    QUrl m_boundTo;
    QUrl m_origin;
    bool m_kept = false;
    bool m_keychain = true;
    bool m_tellsOfKeychain = true;

    FormRow *m_placeRow;
    FormRow *m_keyRow;
    FormRow *m_variableRow;
    QComboBox *m_place;
    QLineEdit *m_key;
    QLineEdit *m_variable;
};

} // namespace evenhand
