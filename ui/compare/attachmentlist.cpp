// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/attachmentlist.h"

#include "app/service/attachments.h"
#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
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
    m_problem.clear();
    rebuild();
    emit changed();
}

void AttachmentList::addFiles(const QStringList &paths)
{
    QList<AttachmentRef> attachments = m_attachments;
    QString problem;
    for (const QString &path : paths) {
        const Result<AttachmentRef> file = attach(path);
        if (!file)
            problem = file.error().message;
        else if (!std::ranges::contains(attachments, file->path, &AttachmentRef::path))
            attachments.append(*file);
    }
    setAttachments(attachments);
    m_problem = problem;
    rebuild();
}

void AttachmentList::rebuild()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int i = 0; i < m_attachments.size(); ++i)
        m_layout->addWidget(row(i));
    if (!m_problem.isEmpty())
        m_layout->addWidget(textLabel(m_problem, Theme::Face::Small, Theme::dimRole));
    setVisible(!m_attachments.isEmpty() || !m_problem.isEmpty());
}

QWidget *AttachmentList::row(int index)
{
    const AttachmentRef &attachment = m_attachments.at(index);
    const QString name = attachment.name();
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
