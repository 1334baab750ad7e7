// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/attachmentlist.h"

#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace evenhand {

AttachmentList::AttachmentList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    rebuild();
}

void AttachmentList::setAttachments(const QList<AttachmentRef> &attachments)
{
    if (attachments == m_attachments)
        return;
    m_attachments = attachments;
    rebuild();
    emit changed();
}

void AttachmentList::addFiles(const QStringList &paths)
{
    QList<AttachmentRef> attachments = m_attachments;
    const QMimeDatabase types;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        const QString absolute = file.absoluteFilePath();
        if (!file.isFile() || std::ranges::contains(attachments, absolute, &AttachmentRef::path))
            continue;
        attachments.append({.path = absolute, .mediaType = types.mimeTypeForFile(file).name(), .size = file.size()});
    }
    setAttachments(attachments);
}

void AttachmentList::rebuild()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int i = 0; i < m_attachments.size(); ++i)
        m_layout->addWidget(row(i));
    if (!m_attachments.isEmpty())
        m_layout->addWidget(
            textLabel(tr("Not sent yet: this version sends text only."), Theme::Face::Small, Theme::dimRole));
    setVisible(!m_attachments.isEmpty());
}

QWidget *AttachmentList::row(int index)
{
    const AttachmentRef &attachment = m_attachments.at(index);
    const QString name = QFileInfo(attachment.path).fileName();
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *label = new ElidedLabel(Qt::ElideMiddle);
    label->setText(name);
    layout->addWidget(label);
    layout->addWidget(textLabel(Format::bytes(attachment.size), Theme::Face::Small, Theme::dimRole));
    QToolButton *remove = iconButton(u"edit-delete-remove"_s, tr("Take %1 off").arg(name));
    connect(remove, &QToolButton::clicked, this, [this, index] {
        QList<AttachmentRef> rest = m_attachments;
        rest.removeAt(index);
        setAttachments(rest);
    });
    layout->addWidget(remove);
    layout->addStretch();
    return row;
}

} // namespace evenhand
