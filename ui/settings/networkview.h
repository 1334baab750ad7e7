// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/network.h"
#include "ui/settings/settingsview.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class FactRow;
class FormRow;

// How requests leave this machine: the proxy, and whose certificates are trusted.
class NetworkView : public SettingsView
{
    Q_OBJECT
public:
    explicit NetworkView(const SettingsContext &context, QWidget *parent = nullptr);

    void setAuthorities(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildProxy(QVBoxLayout *column);
    void buildTrust(QVBoxLayout *column);
    QWidget *makeFileEditor();
    FormRow *addRow(QVBoxLayout *column, const QString &label, QWidget *editor, QWidget *focus = nullptr);
    NetworkSettings draft() const; // as the form stands
    void refresh();
    void showProxyInUse(const NetworkSettings &settings);
    QString addressProblem() const;
    QString passwordProblem() const;
    QString authoritiesProblem();
    void chooseFile();
    void save();
    void apply(const NetworkSettings &settings);

    SettingsContext m_context;
    NetworkSettings m_saved;
    bool m_keychain = true; // not known yet until it was asked

    QComboBox *m_proxy;
    QLineEdit *m_address;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_authorities;
    QPushButton *m_save;
    FactRow *m_inUse;
    FormRow *m_addressRow = nullptr;
    FormRow *m_userRow = nullptr;
    FormRow *m_passwordRow = nullptr;
    FormRow *m_authoritiesRow = nullptr;
};

} // namespace evenhand
