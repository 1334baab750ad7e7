// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/style.h"
#include "ui/shell/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>

namespace evenhand {
namespace {

// A rounded rectangle whose hairline lies inside `rect`.
void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : Qt::NoBrush);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    const qreal inset = line.isValid() ? 0.5 : 0.0;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), Theme::radius - inset,
                             Theme::radius - inset);
    painter->restore();
}

void drawFocusRing(QPainter *painter, const QRect &rect, const QColor &ink)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(ink, 2));
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), Theme::radius - 1, Theme::radius - 1);
    painter->restore();
}

void drawChevron(QPainter *painter, const QRectF &rect, bool up, const QColor &ink)
{
    const QPointF c = rect.center();
    const qreal tip = up ? -2.0 : 2.0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF{{c.x() - 4, c.y() - tip}, {c.x(), c.y() + tip}, {c.x() + 4, c.y() - tip}});
    painter->restore();
}

QColor blend(const QColor &a, const QColor &b, qreal share)
{
    const auto mix = [share](int x, int y) { return int(std::lround(x + (y - x) * share)); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

bool isDefault(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && (button->features & QStyleOptionButton::DefaultButton);
}

// The frame of what a person types into.
void drawField(const QStyleOption *option, QPainter *painter)
{
    const Theme::Colors &c = Theme::colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool focused = option->state & QStyle::State_HasFocus;
    drawBox(painter, option->rect, enabled ? c.panel : c.background, c.line);
    if (focused && enabled)
        drawFocusRing(painter, option->rect, c.accent);
}

void drawItemPanel(const QStyleOption *option, QPainter *painter)
{
    const Theme::Colors &c = Theme::colors();
    if (option->state & QStyle::State_Selected)
        painter->fillRect(option->rect, c.accentSoft);
    else if (option->state & QStyle::State_MouseOver)
        painter->fillRect(option->rect, c.sunk);
}

} // namespace

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const Theme::Colors &c = Theme::colors();
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButtonPanel(option, painter);
    case PE_PanelButtonTool:
        if (option->state & (State_On | State_Sunken))
            drawBox(painter, option->rect, c.accentSoft, {});
        else if ((option->state & State_MouseOver) && (option->state & State_Enabled))
            drawBox(painter, option->rect, c.sunk, {});
        return;
    case PE_FrameFocusRect:
        return drawFocusRing(painter, option->rect, c.accent);
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(option, painter);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea *>(widget) && !widget->isWindow())
            drawField(option, painter);
        else
            drawBox(painter, option->rect, {}, c.line);
        return;
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, c.panel);
        painter->setPen(c.line);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameMenu:
    case PE_FrameGroupBox:
        return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        return drawItemPanel(option, painter);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
    case PE_IndicatorRadioButton:
        return drawIndicator(element, option, painter);
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
        return drawChevron(painter, option->rect, element == PE_IndicatorArrowUp,
                           option->state & State_Enabled ? c.dim : c.faint);
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawButtonPanel(const QStyleOption *option, QPainter *painter) const
{
    const Theme::Colors &c = Theme::colors();
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool enabled = option->state & State_Enabled;
    const bool over = enabled && (option->state & State_MouseOver);
    const bool down = option->state & State_Sunken;
    const bool on = option->state & State_On;
    if (isDefault(option) && enabled) {
        const QColor fill = down ? blend(c.accent, c.text, 0.25) : over ? blend(c.accent, c.text, 0.12) : c.accent;
        return drawBox(painter, option->rect, fill, {});
    }
    const bool flat = button && (button->features & QStyleOptionButton::Flat);
    const QColor fill = on ? c.accentSoft : down || over ? c.sunk : flat ? QColor() : c.panel;
    if (fill.isValid() || !flat)
        drawBox(painter, option->rect, fill, flat ? QColor() : on ? c.accent : c.line);
}

void Style::drawButtonLabel(const QStyleOptionButton *option, QPainter *painter, const QWidget *widget) const
{
    QStyleOptionButton label = *option;
    const bool enabled = option->state & State_Enabled;
    if (isDefault(option) && enabled)
        label.palette.setColor(QPalette::ButtonText, Theme::colors().onAccent);
    else if (option->state & State_On)
        label.palette.setColor(QPalette::ButtonText, Theme::colors().accent);
    else if (enabled && (option->features & QStyleOptionButton::Flat) && !(option->state & State_MouseOver))
        label.palette.setColor(QPalette::ButtonText, Theme::colors().dim);
    QProxyStyle::drawControl(CE_PushButtonLabel, &label, painter, widget);
}

void Style::drawIndicator(PrimitiveElement element, const QStyleOption *option, QPainter *painter) const
{
    const Theme::Colors &c = Theme::colors();
    const bool enabled = option->state & State_Enabled;
    const bool round = element == PE_IndicatorRadioButton;
    const bool on = option->state & (State_On | State_NoChange);
    const QRectF rect = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
    const qreal corner = round ? rect.width() / 2 : 3;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(!enabled ? c.line : on ? c.accent : c.faint, 1));
    painter->setBrush(!enabled ? c.background : on ? c.accent : c.panel);
    painter->drawRoundedRect(rect, corner, corner);
    const QColor ink = enabled ? c.onAccent : c.faint;
    if (on && round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(ink);
        painter->drawEllipse(rect.center(), 2.5, 2.5);
    } else if (on) {
        painter->setPen(QPen(ink, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        const QPointF m = rect.center();
        if (option->state & State_NoChange)
            painter->drawLine(m - QPointF(3, 0), m + QPointF(3, 0));
        else
            painter->drawPolyline(QPolygonF{m + QPointF(-3, 0), m + QPointF(-1, 2.5), m + QPointF(3, -2.5)});
    }
    painter->restore();
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return drawButtonLabel(button, painter, widget);
        break;
    case CE_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawControl(CE_PushButtonBevel, option, painter, widget);
            drawControl(CE_PushButtonLabel, option, painter, widget);
            if ((option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange)) {
                const Theme::Colors &c = Theme::colors();
                drawFocusRing(painter, isDefault(button) ? option->rect.adjusted(2, 2, -2, -2) : option->rect,
                              isDefault(button) ? c.onAccent : c.accent);
            }
            return;
        }
        break;
    case CE_ItemViewItem: // what is selected lies on a quiet ground, not on the accent
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem quiet(*item);
            quiet.palette.setColor(QPalette::HighlightedText, Theme::colors().text);
            return QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return drawHeaderSection(header, painter);
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, Theme::colors().panel);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawHeaderSection(const QStyleOptionHeader *option, QPainter *painter) const
{
    const Theme::Colors &c = Theme::colors();
    painter->fillRect(option->rect, c.panel);
    painter->setPen(c.line);
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return drawComboBox(combo, painter, widget);
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return drawSpinBox(spin, painter, widget);
        break;
    case CC_ToolButton:
        // Without the arrow of a menu: its icon says what it opens.
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            QStyleOptionToolButton plain = *tool;
            plain.features &= ~QStyleOptionToolButton::HasMenu;
            return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        }
        break;
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return drawScrollBar(slider, painter, widget);
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawComboBox(const QStyleOptionComboBox *option, QPainter *painter, const QWidget *widget) const
{
    const Theme::Colors &c = Theme::colors();
    const bool enabled = option->state & State_Enabled;
    const bool over = enabled && (option->state & State_MouseOver);
    drawBox(painter, option->rect, !enabled ? c.background : over && !option->editable ? c.sunk : c.panel, c.line);
    if ((option->state & State_HasFocus) && (option->editable || (option->state & State_KeyboardFocusChange)))
        drawFocusRing(painter, option->rect, c.accent);
    const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    drawChevron(painter, arrow, false, enabled ? c.dim : c.faint);
}

void Style::drawSpinBox(const QStyleOptionSpinBox *option, QPainter *painter, const QWidget *widget) const
{
    const Theme::Colors &c = Theme::colors();
    drawField(option, painter);
    if (option->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto ink = [&](QAbstractSpinBox::StepEnabledFlag step) {
        return (option->state & State_Enabled) && (option->stepEnabled & step) ? c.dim : c.faint;
    };
    drawChevron(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget), true,
                ink(QAbstractSpinBox::StepUpEnabled));
    drawChevron(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), false,
                ink(QAbstractSpinBox::StepDownEnabled));
}

void Style::drawScrollBar(const QStyleOptionSlider *option, QPainter *painter, const QWidget *widget) const
{
    if (option->maximum <= option->minimum)
        return;
    const Theme::Colors &c = Theme::colors();
    const bool held = option->state & (State_MouseOver | State_Sunken);
    const QRectF handle =
        QRectF(subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget)).adjusted(2, 2, -2, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(held ? c.faint : c.handle);
    const qreal corner = std::min(handle.width(), handle.height()) / 2;
    painter->drawRoundedRect(handle, corner, corner);
    painter->restore();
}

} // namespace evenhand
