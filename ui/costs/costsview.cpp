// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/costsview.h"

#include "ui/shell/theme.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QPushButton>
#include <QSaveFile>

namespace evenhand {

CostsView::CostsView(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_actions(new QWidget(this))
    , m_bar(new QHBoxLayout(m_actions))
{
    m_actions->hide();
    m_bar->setContentsMargins({});
    m_bar->setSpacing(Theme::step);
    m_bar->addStretch(1);
}

QPushButton *CostsView::addBarAction(const QString &text)
{
    auto *button = new QPushButton(text, m_actions);
    button->setAutoDefault(false);
    m_bar->addWidget(button);
    return button;
}

void CostsView::saveAs(const QString &title, const QString &name, std::function<QByteArray()> content)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(name.section(u'.', -1));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content = std::move(content)](const QString &path) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content()) < 0 || !file.commit())
            emit failed(tr("The file was not written"), tr("%1: %2.").arg(path, file.errorString()));
    });
    dialog->open();
}

} // namespace evenhand
