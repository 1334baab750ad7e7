// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/networkview.h"

#include "app/engine/runengine.h"
#include "app/service/preferences.h"
#include "ui/settings/formrow.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace evenhand {

using Proxy = NetworkSettings::Proxy;

// Some address that is not this machine's: the system is asked which proxy it would be reached through.
static const QUrl somewhere(u"https://provider.example"_s);

static QString certificateLine(const QSslCertificate &certificate)
{
    return NetworkView::tr("%1, until %2")
        .arg(certificate.subjectDisplayName(),
             QLocale().toString(certificate.expiryDate().date(), QLocale::ShortFormat));
}

NetworkView::NetworkView(const SettingsContext &context, QWidget *parent)
    : SettingsView(tr("Network"), parent)
    , m_context(context)
    , m_saved(Preferences::network())
    , m_proxy(new QComboBox(this))
    , m_address(new QLineEdit(m_saved.proxyAddress.toString(), this))
    , m_user(new QLineEdit(m_saved.proxyUser, this))
    , m_password(new QLineEdit(this))
    , m_authorities(new QLineEdit(m_saved.authorities, this))
    , m_save(addBarAction(tr("Save"), QKeySequence::Save))
    , m_inUse(new FactRow(tr("In use"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    column->setSpacing(Theme::step + Theme::halfStep);
    buildProxy(column);
    column->addSpacing(Theme::step);
    column->addWidget(new Rule(Qt::Horizontal, this));
    buildTrust(column);
    column->addStretch(1);
    setFocusProxy(m_proxy);
    for (const QLineEdit *line : {m_address, m_user, m_password, m_authorities})
        connect(line, &QLineEdit::textChanged, this, &NetworkView::refresh);
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &NetworkView::refresh);
    connect(m_save, &QPushButton::clicked, this, &NetworkView::save);
    m_context.credentials.probeKeychain([self = QPointer(this)](bool available) {
        if (self) {
            self->m_keychain = available;
            self->refresh();
        }
    });
    refresh();
}

FormRow *NetworkView::addRow(QVBoxLayout *column, const QString &label, QWidget *editor, QWidget *focus)
{
    auto *row = new FormRow(label, FormRow::Need::Optional, this);
    row->setEditor(editor, focus);
    column->addWidget(row);
    return row;
}

void NetworkView::buildProxy(QVBoxLayout *column)
{
    m_proxy->addItem(tr("As the system says"), int(Proxy::System));
    m_proxy->addItem(tr("None"), int(Proxy::None));
    m_proxy->addItem(tr("This one"), int(Proxy::Own));
    m_proxy->setCurrentIndex(m_proxy->findData(int(m_saved.proxy)));
    m_address->setPlaceholderText(u"http://proxy.example:3128"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);

    column->addWidget(textLabel(tr("Proxy"), Theme::Face::Strong, QPalette::WindowText, this));
    addRow(column, tr("Proxy"), m_proxy)->setHint(tr("Requests to this machine itself never go through a proxy."));
    m_addressRow = addRow(column, tr("Address"), m_address);
    m_addressRow->setHint(tr("http or socks5, with the port."));
    column->addWidget(m_inUse);
    m_userRow = addRow(column, tr("User"), m_user);
    m_userRow->setHint(tr("Only for a proxy that asks who you are."));
    m_passwordRow = addRow(column, tr("Password"), m_password);
}

void NetworkView::buildTrust(QVBoxLayout *column)
{
    column->addWidget(textLabel(tr("Certificates"), Theme::Face::Strong, QPalette::WindowText, this));
    m_authoritiesRow = addRow(column, tr("Authorities of your own"), makeFileEditor(), m_authorities);
    auto *tls = new FactRow(tr("TLS"), this);
    tls->setText(
        tr("Certificates are always checked, against the authorities that this system trusts and those of your "
           "own. There is no switch to turn that off."));
    column->addWidget(tls);
}

QWidget *NetworkView::makeFileEditor()
{
    auto *editor = new QWidget(this);
    auto *choose = new QPushButton(tr("Choose…"), editor);
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("Choose a file of certificate authorities"));
    connect(choose, &QPushButton::clicked, this, &NetworkView::chooseFile);
    m_authorities->setPlaceholderText(tr("none"));
    m_authorities->setClearButtonEnabled(true);
    auto *row = new QHBoxLayout(editor);
    row->setContentsMargins({});
    row->setSpacing(Theme::step);
    row->addWidget(m_authorities, 1);
    row->addWidget(choose);
    return editor;
}

void NetworkView::showEvent(QShowEvent *event)
{
    SettingsView::showEvent(event);
    refresh(); // the system may use another proxy by now, and a file may have changed
}

NetworkSettings NetworkView::draft() const
{
    NetworkSettings result{
        .proxy = Proxy(m_proxy->currentData().toInt()),
        .proxyAddress = parseProxyAddress(m_address->text()).value_or(QUrl()),
        .proxyUser = m_user->text().trimmed(),
        .authorities = m_authorities->text().trimmed(),
    };
    if (result.proxyUser.isEmpty())
        return result;
    result.password = m_saved.password;
    if (!m_password->text().isEmpty())
        result.password.kind = m_keychain ? CredentialRef::Kind::Keychain : CredentialRef::Kind::Session;
    return result;
}

void NetworkView::refresh()
{
    const NetworkSettings now = draft();
    m_addressRow->setVisible(now.proxy == Proxy::Own);
    m_userRow->setVisible(now.proxy != Proxy::None);
    m_passwordRow->setVisible(now.proxy != Proxy::None && !now.proxyUser.isEmpty());
    m_passwordRow->setHint(
        m_keychain ? tr("Kept in the keychain of this system.")
                   : tr("Kept in memory only: no keychain answers on this system, so it must be given again "
                        "after Evenhand was closed."));
    const bool kept = m_saved.password.kind != CredentialRef::Kind::None;
    m_password->setPlaceholderText(kept ? tr("Kept. Type here to replace it") : QString());
    showProxyInUse(now);
    m_addressRow->setProblem(m_address->text().isEmpty() ? QString() : addressProblem());
    m_passwordRow->setProblem(passwordProblem());
    m_authoritiesRow->setProblem(authoritiesProblem());
    m_save->setEnabled(now != m_saved || !m_password->text().isEmpty());
}

void NetworkView::showProxyInUse(const NetworkSettings &settings)
{
    m_inUse->setVisible(settings.proxy == Proxy::System);
    if (settings.proxy != Proxy::System)
        return;
    const QNetworkProxy proxy = proxyFor(settings, {}, somewhere);
    const bool none = proxy.type() == QNetworkProxy::NoProxy;
    m_inUse->setText(none ? tr("None. The system names no proxy, so requests go straight to their provider.")
                          : u"%1:%2"_s.arg(proxy.hostName()).arg(proxy.port()));
}

QString NetworkView::addressProblem() const
{
    if (Proxy(m_proxy->currentData().toInt()) != Proxy::Own)
        return {};
    const Result<QUrl> address = parseProxyAddress(m_address->text());
    return address ? QString() : address.error().message;
}

// A password is for one proxy and one user.
QString NetworkView::passwordProblem() const
{
    const NetworkSettings now = draft();
    const bool kept = now.password.kind != CredentialRef::Kind::None && m_password->text().isEmpty();
    const bool same = proxyAccount(now).origin == proxyAccount(m_saved).origin && now.proxyUser == m_saved.proxyUser;
    return kept && !same ? tr("The password was given for another proxy or user. Give it again.") : QString();
}

// Says what is in the file, too.
QString NetworkView::authoritiesProblem()
{
    const QString fromOutside = qEnvironmentVariable("EVENHAND_CA_FILE");
    const QString file = m_authorities->text().trimmed();
    m_authoritiesRow->setHint(
        fromOutside.isEmpty()
            ? tr("A PEM file of your organisation, trusted beside the authorities of this system.")
            : tr("The environment variable EVENHAND_CA_FILE names %1, which is used instead.").arg(fromOutside));
    if (file.isEmpty())
        return {};
    const Result<QList<QSslCertificate>> found = readAuthorities(file);
    if (!found)
        return found.error().message;
    QStringList lines;
    for (const QSslCertificate &certificate : *found) {
        if (certificate.expiryDate() < QDateTime::currentDateTime())
            return tr("A certificate in it has expired: %1").arg(certificateLine(certificate));
        lines.append(certificateLine(certificate));
    }
    if (fromOutside.isEmpty())
        m_authoritiesRow->setHint(lines.join(u'\n'));
    return {};
}

void NetworkView::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Certificate authorities"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("PEM files (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &NetworkView::setAuthorities);
    dialog->open();
}

void NetworkView::setAuthorities(const QString &file)
{
    m_authorities->setText(file);
}

void NetworkView::save()
{
    m_addressRow->setProblem(addressProblem());
    if (!addressProblem().isEmpty() || !passwordProblem().isEmpty() || !authoritiesProblem().isEmpty())
        return;
    const NetworkSettings settings = draft();
    const QByteArray password = m_password->text().toUtf8();
    if (password.isEmpty() || settings.proxyUser.isEmpty()) {
        apply(settings);
        return;
    }
    m_context.credentials.store(proxyAccount(settings), u"password"_s, password,
                                [self = QPointer(this), settings](const Result<void> &stored) {
                                    if (self && stored)
                                        self->apply(settings);
                                    else if (self)
                                        self->m_passwordRow->setProblem(stored.error().message);
                                });
}

void NetworkView::apply(const NetworkSettings &settings)
{
    Preferences::setNetwork(settings);
    m_context.engine.network().set(Preferences::networkInUse());
    m_saved = settings;
    m_password->clear();
    refresh();
}

} // namespace evenhand
